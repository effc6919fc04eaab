"""Tests of ``validators.scheme``."""
