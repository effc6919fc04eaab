"""What happens, in order: reading, scoring, checking, consolidating, writing."""

__version__ = "0.1.0"
