"""Tests of ``pipeline.town``."""
