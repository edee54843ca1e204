"""How many workers a group is to have: a pure rule, for whoever scales and whoever simulates."""
