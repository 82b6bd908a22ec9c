"""Views into a network: how each is asked for, and what comes. Records alone, which the window reads too."""
