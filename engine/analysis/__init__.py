"""What can be seen of a network, in numpy: looking needs no gradient, and answers before torch has loaded."""
