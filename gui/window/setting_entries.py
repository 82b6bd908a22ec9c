"""What the panels hold, to be found by typing: the panels themselves, and every setting in them by its name."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDockWidget, QScrollArea, QWidget

from gui.actions import KEYWORDS
from gui.icons import IconName, icon
from gui.search_popup import SearchEntry
from gui.widgets import ChoiceField, Collapsible, Form
from gui.window.docks import Docks

PANELS = "View › Panels"


def panel_entries(docks: Docks) -> Iterator[SearchEntry]:
    """Give the panels: one is shown where it is not in front, and hidden where it is."""
    for dock in docks:
        is_in_front = docks.is_in_front(dock)
        yield SearchEntry(
            dock.windowTitle(),
            partial(dock.setVisible, False) if is_in_front else partial(docks.bring_to_front, dock),
            detail="on" if is_in_front else "",
            place=PANELS,
            help="Hides the panel, which is in front." if is_in_front else "Shows the panel.",
            keywords=str(dock.toggleViewAction().property(KEYWORDS)),
        )


def setting_entries(docks: Docks) -> Iterator[SearchEntry]:
    """Give every setting there is in the panels now, by its label."""
    for dock in docks:
        for form in dock.findChildren(Form):
            for label, field in form.labelled_fields:
                if label.text() and _is_there(field):
                    yield _entry(docks, dock, label.text(), label.toolTip(), field)
        for box in dock.findChildren(QCheckBox):
            if box.text() and _is_there(box):
                yield _entry(docks, dock, box.text(), box.toolTip(), box)


def _entry(docks: Docks, dock: QDockWidget, name: str, help_text: str, field: QWidget) -> SearchEntry:
    sections = [above.title for above in _above(field) if isinstance(above, Collapsible)]
    choices = field.labels if isinstance(field, ChoiceField) else ()
    return SearchEntry(
        name,
        partial(_go_to, docks, dock, field),
        place=" › ".join((dock.windowTitle(), *reversed(sections))),
        help=help_text.partition("\n")[0],
        keywords=f"{' '.join(choices)} setting",
        icon=icon(IconName.EDIT),
    )


def _go_to(docks: Docks, dock: QDockWidget, field: QWidget) -> None:
    """Show a setting, and let it be set by keys."""
    docks.bring_to_front(dock)
    for above in _above(field):
        if isinstance(above, Collapsible):
            above.header.setChecked(True)
        elif isinstance(above, QScrollArea):  # once what was folded has its place
            QTimer.singleShot(0, field, partial(above.ensureWidgetVisible, field))
    within = (field, *field.findChildren(QWidget))
    by_keys = next((each for each in within if each.focusPolicy() & Qt.FocusPolicy.TabFocus), field)
    focused = field.focusProxy() or by_keys  # beside a slider, its number
    focused.setFocus(Qt.FocusReason.TabFocusReason)


def _is_there(field: QWidget) -> bool:
    """Tell whether it is shown once its panel is in front and its sections are unfolded."""
    return not any(
        each.isHidden() and not isinstance(each.parentWidget(), Collapsible | QDockWidget)
        for each in (field, *_above(field))
    )


def _above(widget: QWidget) -> Iterator[QWidget]:
    """Give what it lies in, up to its panel."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QDockWidget):
        yield above
        above = above.parentWidget()
