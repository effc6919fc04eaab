@echo off
rem Finds a Python and leaves the rest to install.py. Only what is shown is not ASCII, and stands behind chcp.
setlocal DisableDelayedExpansion
if not exist "%~dp0program\install.py" goto help

set "PYTHON="
for %%P in (python.exe py.exe) do if not "%%~$PATH:P"=="" set "PYTHON=%%~$PATH:P"
if defined PYTHON "%PYTHON%" -c "import importlib.metadata, venv" >nul 2>nul
if errorlevel 1 set "PYTHON="
for %%K in (HKCU HKLM) do for /f "tokens=2,*" %%A in ('reg query %%K\Software\Python\PythonCore /s /v ExecutablePath 2^>nul') do (
    if not defined PYTHON if exist "%%B" set "PYTHON=%%B"
)
if exist "%~dp0python\python.exe" set "PYTHON=%~dp0python\python.exe"
if not defined PYTHON goto help

"%PYTHON%" -I "%~dp0program\install.py" @TASK@
set "ENDED=%ERRORLEVEL%"
pause
exit /b %ENDED%

:help
chcp 65001 >nul
if not exist "%~dp0program\install.py" echo @UNPACK@
if exist "%~dp0program\install.py" echo @GET_PYTHON@
pause
exit /b 2
