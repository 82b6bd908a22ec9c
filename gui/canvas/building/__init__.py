"""Changing which layers there are: adding, dropping, deleting, reordering."""
