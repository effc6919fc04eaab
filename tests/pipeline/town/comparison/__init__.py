"""Rounds beside each other."""
