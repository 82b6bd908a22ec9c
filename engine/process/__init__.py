"""The engine in a process of its own: the messages both sides speak, the worker, and the client that starts it."""
