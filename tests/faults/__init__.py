"""What happens around a run: it is killed, the disk is full, the folder is closed, files move while they are read."""
