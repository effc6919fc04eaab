"""Tests of ``pipeline.town.follow_up``."""
