"""Where the dock of a plot that was opened stands at first, and how large it floats."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from gui.plots.least_size import LEAST_PLOT_WIDTH

OPENED_WIDTH, ROOMY_WIDTH = 420, 280  # of a plot that was opened, and what those beside it keep at least
FLOATING_SIZE = QSize(600, 440)
MOST_OF_SCREEN = 0.9


def place_opened(window: QMainWindow, dock: QDockWidget, shown: Sequence[QDockWidget]) -> list[QDockWidget]:
    """Put a dock beside those shown in a row of the window where there is room for all, else before the last of them.

    It comes to be wide enough to read: where the row is too narrow for that, those next to the last share its place.

    Args:
        window: Where they stand.
        dock: The one opened.
        shown: Those it may stand beside, which are seen; the one that it would be put before comes last.

    Returns:
        Those that share the last one's place for its sake.
    """
    if (layout := window.layout()) is not None:
        layout.activate()  # those placed before in the same go have their width only then
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    if not shown:
        return []
    alone = [each for each in shown if not window.tabifiedDockWidgets(each)]  # Qt splits no place that has tabs
    whole = sum(each.width() for each in shown)
    if not alone or whole < OPENED_WIDTH + len(shown) * ROOMY_WIDTH:
        return _put_before(window, dock, shown, whole)
    window.splitDockWidget(max(alone, key=lambda each: each.x()), dock, Qt.Orientation.Horizontal)
    widths = [round((whole - OPENED_WIDTH) / len(shown))] * len(shown)
    window.resizeDocks([*shown, dock], [*widths, OPENED_WIDTH], Qt.Orientation.Horizontal)
    return []


def _put_before(window: QMainWindow, dock: QDockWidget, shown: Sequence[QDockWidget], whole: int) -> list[QDockWidget]:
    """Put a dock before the last of those shown, and give their place the width it needs."""
    *beside, last = shown
    joined: list[QDockWidget] = []
    if last.width() < OPENED_WIDTH:
        while beside and whole < OPENED_WIDTH + len(beside) * LEAST_PLOT_WIDTH:
            if window.tabifiedDockWidgets(beside[-1]):  # those behind it would stay where it was
                break
            joined.insert(0, beside.pop())
            window.tabifyDockWidget(last, joined[0])
        rest = max(whole - OPENED_WIDTH, 0)
        widths = [rest // len(beside)] * len(beside) if beside else []
        window.tabifyDockWidget(last, dock)
        window.resizeDocks([*beside, dock], [*widths, OPENED_WIDTH], Qt.Orientation.Horizontal)
    else:
        window.tabifyDockWidget(last, dock)
    return joined


def float_large(dock: QDockWidget, is_floating: bool) -> None:
    """Let a plot taken out of the window for the first time be large enough to see something: docked, it may be tiny.

    Later Qt floats it as a person left it; so it does before the window is shown, when it brings their layout back.
    """
    window = dock.parentWidget()
    if is_floating and window is not None and window.isVisible():
        dock.resize(dock.size().expandedTo(FLOATING_SIZE).boundedTo(dock.screen().availableSize() * MOST_OF_SCREEN))
