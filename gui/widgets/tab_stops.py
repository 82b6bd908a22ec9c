"""The controls within a region that Tab leads to.

Qt's own focus chain is not walked from Python: what `QWidget.nextInFocusChain` gives is counted as deleted together
with the widget it was asked of (PySide 6.11), though it lives on elsewhere.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

ROW_PX = 12  # controls whose upper edges are no further apart stand in one row


def tab_stops(region: QWidget) -> list[QWidget]:
    """Give what can be reached with Tab now, in the order of reading: row by row, each from the left."""
    stops = [
        (control.mapTo(region, QPoint(0, 0)), control)
        for control in region.findChildren(QWidget)
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and control.focusProxy() is None
        and control.isVisibleTo(region)
        and control.isEnabled()
        and not control.isWindow()
    ]
    stops.sort(key=lambda stop: stop[0].y())
    rows: list[list[tuple[QPoint, QWidget]]] = []
    for stop in stops:
        if not rows or stop[0].y() - rows[-1][0][0].y() > ROW_PX:
            rows.append([])
        rows[-1].append(stop)
    return [control for row in rows for _corner, control in sorted(row, key=lambda stop: stop[0].x())]
