"""What is true: the scheme, the submission, the rules. Pure; knows pydantic and the standard library only."""
