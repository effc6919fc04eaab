"""Files as people, programs and attackers send them; built by script."""
