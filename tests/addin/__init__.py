"""Tests of the Excel door; Excel's side is played by ``excel.py``."""
