"""Copying, cutting, pasting and duplicating."""
