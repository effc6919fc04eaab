"""Tests of the flow."""
