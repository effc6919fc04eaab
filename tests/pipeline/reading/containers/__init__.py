"""Tests of ``pipeline.reading.containers``."""
