@echo off
rem Finds a Python and leaves the rest to install.py. Only what is shown is not ASCII, and stands behind chcp.
setlocal DisableDelayedExpansion
if not exist "%~dp0program\install.py" goto help

set "PYTHON="
set "TRIED=%~dp0python\python.exe"
call :try
for %%P in (python.exe) do set "TRIED=%%~$PATH:P"
call :try
for %%K in (HKCU HKLM) do for /f "tokens=2,*" %%A in ('reg query %%K\Software\Python\PythonCore /s /v ExecutablePath 2^>nul') do (
    set "TRIED=%%B"
    call :try
)
rem the last, as it may fetch a Python
for %%P in (py.exe) do set "TRIED=%%~$PATH:P"
call :try
if not defined PYTHON goto help

"%PYTHON%" -I "%~dp0program\install.py" @TASK@ %*
set "ENDED=%ERRORLEVEL%"
if not "@TASK@ %ENDED%"=="consolidate 0" pause
exit /b %ENDED%

:try
rem Takes the first that starts and can read install.py.
if defined PYTHON exit /b
if not exist "%TRIED%" exit /b
"%TRIED%" -I -c "import sys; sys.exit(sys.version_info < (3, 8))" >nul 2>nul
if "%ERRORLEVEL%"=="0" set "PYTHON=%TRIED%"
exit /b

:help
chcp 65001 >nul
if not exist "%~dp0program\install.py" echo @UNPACK@
if exist "%~dp0program\install.py" echo @GET_PYTHON@
pause
exit /b 2
