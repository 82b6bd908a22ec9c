"""Mouse gestures, a class each: they begin when made, follow the pointer, and finish or are cancelled."""
