"""What a person can do: each thing a `Command`, of which menus, tool bar, palette and shortcut sheet are made."""

from gui.actions.actions import KEYWORDS, Actions
from gui.actions.command import EDIT, FILE, HELP, MENUS, NETWORK, TRAIN, VIEW, ActionDescription, Command

__all__ = [
    "EDIT",
    "FILE",
    "HELP",
    "KEYWORDS",
    "MENUS",
    "NETWORK",
    "TRAIN",
    "VIEW",
    "ActionDescription",
    "Actions",
    "Command",
]
