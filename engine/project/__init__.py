"""A project as one immutable value, its file, and what can be written from it."""
