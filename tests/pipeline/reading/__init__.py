"""Tests of ``pipeline.reading``."""
