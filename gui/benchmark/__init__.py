"""How fast the program is on this machine, beside what it should reach."""
