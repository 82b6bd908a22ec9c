"""What the terminal asks of the window: its commands, figures without a screen, and what `doctor` looks at."""
