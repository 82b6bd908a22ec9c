"""What neurons and edges show: the choice, its commands and its panel."""
