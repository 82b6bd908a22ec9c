"""Neural networks as values: describe them, give them data, train them and look inside. No window needed."""
