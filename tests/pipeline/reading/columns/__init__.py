"""Tests of ``pipeline.reading.columns``."""
