"""Tests of ``pipeline.writing.reports``."""
