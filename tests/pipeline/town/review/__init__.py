"""Tests of ``pipeline.town.review``."""
