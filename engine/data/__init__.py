"""Data sets: how they are specified, generated, loaded, imported, split and scaled."""
