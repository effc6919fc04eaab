"""The town-wide workbook beside those of earlier rounds: ``sheets`` compare them, ``read_back`` reads an earlier one."""
