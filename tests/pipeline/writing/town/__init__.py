"""Tests of ``pipeline.writing.town``."""
