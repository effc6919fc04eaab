"""Towns' reports added up to their district."""
