"""What the commands share: options and what their values mean, where they may write, and how they end."""
