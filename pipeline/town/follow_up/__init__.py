"""What the town office does next with what came.

``support`` says whom to help over a line, ``measures`` which promises to chase, ``attention`` who needs a look;
``briefing`` tells the leader of it all, and ``figures`` are the numbers of that.
"""
