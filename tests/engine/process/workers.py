"""What a child process may run instead of the engine, to see how the client copes."""

import signal
import threading
from multiprocessing.connection import Connection


def hang(connection: Connection) -> None:
    """Read nothing, answer nothing and refuse to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Event().wait()


def die(connection: Connection) -> None:
    """End at once with an exit code of its own."""
    connection.close()
    raise SystemExit(3)
