"""Tests of ``pipeline.reading.appearance``."""
