"""Workbooks of the sample town by what is found in them."""

from tests.scripts.running import TOWN

CLEAN, THREE, TOTAL, QUERIES = (TOWN / f"示范{name}居.xlsx" for name in ("一", "五", "七", "十三"))
"""Without findings; with three errors GCS201; with one error GCX401; with one GCS207 and four GCS206 queries."""
