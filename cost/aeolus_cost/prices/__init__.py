"""List prices: a file for each region, and how it is made anew."""
