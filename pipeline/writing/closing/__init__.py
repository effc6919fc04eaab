"""What is written of recommendations and of a programme's end beside the sheets of the town: the same as data, and as a document."""
