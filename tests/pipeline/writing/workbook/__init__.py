"""Tests of ``pipeline.writing.workbook``."""
