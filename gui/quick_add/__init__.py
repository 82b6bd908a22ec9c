"""Quick add: layers, neurons, activation functions, examples and whole shapes, found by typing."""

from gui.quick_add.quick_add import QuickAdd

__all__ = ["QuickAdd"]
