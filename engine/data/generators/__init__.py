"""The sources themselves, one file for each family; `engine.data.sources` collects them."""
