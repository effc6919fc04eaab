"""A review on site (考评): what its form says, and what the rules about reviews look at."""
