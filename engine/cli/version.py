"""Which version of the program this is."""

import importlib.metadata


def program_version() -> str:
    """Give the version installed, or say that the program runs from a folder that is not installed."""
    try:
        return importlib.metadata.version("neurocanvas")
    except importlib.metadata.PackageNotFoundError:
        return "(not installed)"
