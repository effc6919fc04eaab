"""Tests of ``pipeline.reading.files``."""
