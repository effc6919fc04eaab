"""Tests of ``pipeline.reading.cells``."""
