"""Tests of ``pipeline.checking``."""
