"""Tests of ``pipeline.reading.sheets``."""
