"""The kit for an office without network: what is in it, what is double-clicked, and a desk that is set up from it."""
