"""Tests of ``pipeline.whatif``."""
