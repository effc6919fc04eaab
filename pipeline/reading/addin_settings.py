"""What the add-in says of itself: the settings on its configuration sheet, which its macros read."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from pipeline.buttons import CONFIGURATION


def addin_settings(content: bytes) -> dict[str, str]:
    """The settings of an add-in file by name; none where it has no such sheet. ValueError for what is no workbook."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        if CONFIGURATION not in book.sheet_names:
            return {}
        rows = book.get_sheet_by_name(CONFIGURATION).to_python()
    except Exception as error:  # calamine has several of its own
        raise ValueError(str(error)) from None
    return {str(key): str(value) for key, value, *_ in rows}
