"""Where a button writes: beside what it is about; where nothing can be put there, among the user's documents.

A disc and a share without rights take no files; from a folder whose path is long Excel opens none.
"""

import tempfile
from pathlib import Path

from platformdirs import user_documents_path

from addin.opened import RefusedError
from pipeline.writing.naming import file_in, file_stem, room_in
from pipeline.writing.replacing import takes_files

_TELLING = 40
"""Characters of a name that are enough to tell what it is."""


def home_for(folder: Path, name: str = "", ending: str = "") -> Path:
    """The folder, else the next one, that takes files and has room for a name; RefusedError where there is none."""
    enough = min(len(file_stem(name)), _TELLING) if name else _TELLING
    for home in (folder, user_documents_path(), Path(tempfile.gettempdir())):
        if room_in(home, ending) >= enough and takes_files(home):
            return home
    raise RefusedError(
        f"“{folder}”里存不进文件，或者路径太长，“文档”文件夹里也存不进；请检查磁盘有没有空间，再点一次。"
    )


def place_for(folder: Path, name: str, ending: str) -> Path:
    """The file to be written that is called by a name: in the folder, else where ``home_for`` says."""
    return file_in(home_for(folder, name, ending), name, ending)


def placed(file: Path, of: Path, what: str) -> str:
    """A file and where it stands, as a part of a sentence: beside what it was made of, or where it could be put."""
    if file.parent == of.parent:
        return f"{file.name}，和{what}在同一个文件夹里"
    return f"{file.name}，{what}所在的文件夹存不进去，放在“{file.parent}”里"
