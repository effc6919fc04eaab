"""What a terminal shows: the findings, the town's ranking, and how far a command is."""
