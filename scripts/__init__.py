"""Door 2: headless. One module per command; argument parsing, one call of pipeline.run, an exit code."""
