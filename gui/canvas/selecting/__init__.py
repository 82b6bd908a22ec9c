"""Selecting: by key, by rectangle, and the selection sorted for those that mark it."""
