"""Tests of ``pipeline.writing.review``."""
