"""Projects, data and examples as files: opened, saved, chosen in the gallery, written whole or not at all."""
