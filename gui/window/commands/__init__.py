"""What can be done in the window, as commands: menus, tooltips, the command palette and the sheet of keys read them."""
