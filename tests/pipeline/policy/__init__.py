"""What a desk decides about findings, and what no report may hold."""
