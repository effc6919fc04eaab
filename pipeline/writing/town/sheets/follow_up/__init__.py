"""The sheets that lead units and the office work with: what each unit leads, whom to help, which measures to chase."""
