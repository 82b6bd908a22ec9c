"""Runs that were left behind, kept to be compared: what each was, what determined it, how it went."""
