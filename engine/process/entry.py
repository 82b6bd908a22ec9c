"""Where the engine process begins. The window imports this to name it, so it loads nothing before it is called."""

from multiprocessing.connection import Connection


def main(connection: Connection) -> None:
    """Serve the window at the other end of `connection`; see `engine.process.worker`."""
    from engine.process.worker import main as serve  # noqa: PLC0415 - in the engine process only

    serve(connection)
