"""The about box."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QMessageBox, QWidget


def show_about(parent: QWidget) -> None:
    """Say which version this is and what it stands on."""
    QMessageBox.about(
        parent,
        "About Neurocanvas",
        f"<b>Neurocanvas {_version()}</b><p>Draw neural networks, set their weights by hand or train them, "
        "and watch every quantity move.</p><p>MIT licence. Built on Qt and PySide6 (LGPL), pyqtgraph, NumPy and "
        "PyTorch; icons from Phosphor (MIT), type from Inter and STIX Two Math (SIL Open Font License).</p>",
    )


def _version() -> str:
    try:
        return version("neurocanvas")
    except PackageNotFoundError:
        return "(from a checkout)"
