"""The window: its docks, menus, toolbar, keys, messages, and what is dropped on it."""
