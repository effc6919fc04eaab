"""Tests of ``pipeline.reading.workbook``."""
