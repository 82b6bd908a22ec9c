"""The sheet of all keys and of what the mouse does."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.actions import MENUS, ActionDescription, Actions
from gui.icons import IconName, IconTone, icon
from gui.theme import Spacing, active_theme

MOST_COLUMNS = 3
ROW_HEIGHT = 17
TITLE_ROWS = 2  # as high as a title is, with the gap above it
BOARD_MARGINS = QSize(Spacing.SECTION + 2 * Spacing.LARGE + Spacing.SMALL, 80)
SCREEN_MARGINS = QSize(24, 36)
COLUMN_GAP = Spacing.SECTION
CANVAS_KEYS = (
    ("Next item, item before", ("Tab", "Shift+Tab")),
    ("Into a layer, out, on, back", ("Down", "Up", "Right", "Left")),
    ("Cancel, then select nothing", ("Esc",)),
)
CANVAS_TYPING = (
    ("Leave the canvas", "Esc, then Tab"),
    ("Move the layers selected", "Shift and an arrow"),
    ("Set the value selected", "type it"),
    ("Accept a number typed", "Enter"),
    ("Build or add a whole network", "A, then 2-4-1"),
)
GESTURES = {
    "Build with the mouse": (
        ("Add a layer", "drag it in from Layers"),
        ("Add anything", "double-click empty space"),
        ("Insert or reorder a layer", "drop it on a connection"),
        ("Put it before or after another", "drop it on a side"),
        ("Add a neuron", "drop it on a layer"),
        ("Connect layers", "drag from a layer’s side"),
        ("Connect neurons", "drag from neuron to neuron"),
        ("Connect to a new layer", "let the wire go on the ground"),
        ("Restore a removed edge", "double-click its dots, if shown"),
        ("Rename a layer", "double-click its name"),
        ("Take an example or data set", "drag its card onto the canvas"),
        ("Open a project or a table", "drop its file on the window"),
    ),
    "Set, select and look with the mouse": (
        ("Set a weight or bias", "click it and type"),
        ("Set an input", "double-click it and type"),
        ("Change a weight or bias", "drag its number sideways"),
        ("Nudge by a tenth", "wheel, or ↑ ↓; Shift ×10, Alt ÷10"),
        ("What can be done here", "right-click"),
        ("Select several", "drag a frame, or Shift+click"),
        ("Select neurons and edges", "drag a frame with Alt"),
        ("Select a whole connection", "double-click an edge"),
        ("Move straight, move freely", "drag with Shift, with Alt"),
        ("Fold or unfold a layer", "click the pill below it"),
        ("Pan, zoom", "middle button or Ctrl+drag, wheel"),
        ("Go elsewhere", "click or drag in the minimap"),
        ("Choose a sample", "click it in a plot"),
        ("Let a class stand out, or no more", "click its name in a plot, Esc"),
        ("Zoom a plot, see all again", "turn the wheel, double-click"),
        ("Turn a feature space of three axes", "drag, arrow keys"),
    ),
}
_SIGNS = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "Return": "Enter"}


class SheetRow(msgspec.Struct, frozen=True):
    """A line of the sheet.

    Attributes:
        what: What is done.
        keys: Keys that do it, or none.
        how: What to do with the mouse instead, or "".
        help: One sentence for the tooltip.
    """

    what: str
    keys: tuple[str, ...] = ()
    how: str = ""
    help: str = ""


class Section(msgspec.Struct, frozen=True):
    """Lines under one title."""

    title: str
    rows: tuple[SheetRow, ...]


def sheet_sections(actions: Actions) -> tuple[Section, ...]:
    """Give what the sheet says: the actions that have keys, menu by menu, then what the mouse does."""
    described = [command.description for command in actions if command.description.keys]
    menus = (
        Section(_plain(menu), tuple(_row(description) for description in described if description.menu == menu))
        for menu in MENUS
    )
    typed = (
        *(SheetRow(what, key_names(keys)) for what, keys in CANVAS_KEYS),
        *(SheetRow(what, how=how) for what, how in CANVAS_TYPING),
    )
    gestures = (
        Section(title, tuple(SheetRow(what, how=how) for what, how in rows)) for title, rows in GESTURES.items()
    )
    return (*(section for section in menus if section.rows), Section("On the canvas", typed), *gestures)


def key_names(keys: Sequence[str]) -> tuple[str, ...]:
    """Give keys in the words of this system, each once, arrows as signs."""
    names = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return tuple(dict.fromkeys("+".join(_SIGNS.get(part, part) for part in name.split("+")) for name in names))


class ShortcutSheet(QDialog):
    """Stands beside the window without blocking it; typing leaves only the lines that fit, Esc closes it from anywhere.

    Args:
        actions: What there are keys for.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard and mouse")
        self.setObjectName("shortcut-sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = 0  # of all that there is to say
        self._sections = [_SectionView(section) for section in sheet_sections(actions)]
        self.field = self._make_field()
        board = QWidget()
        board.setObjectName("shortcut-board")
        self._row = row = QHBoxLayout(board)
        row.setContentsMargins(0, 0, Spacing.SMALL, 0)
        row.setSpacing(COLUMN_GAP)
        self._columns = [QVBoxLayout() for _ in range(self._column_count())]
        for column in self._columns:
            column.setSpacing(Spacing.MEDIUM)
            column.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addLayout(column, 1)
        self._share_out()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(board)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        top = QHBoxLayout()
        top.setSpacing(Spacing.MEDIUM)
        top.addWidget(self.field, 1)
        top.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Spacing.SECTION, Spacing.LARGE, Spacing.LARGE, Spacing.MEDIUM)
        layout.setSpacing(Spacing.MEDIUM)
        layout.addLayout(top)
        layout.addWidget(self._area)
        self._beneath: list[QWidget] = []
        self.field.setFocus()
        self._take_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Listen for Esc, wherever the keyboard goes."""
        super().showEvent(event)
        self._beneath = [window for window in QApplication.topLevelWidgets() if window.isVisible() and window != self]
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        """Listen no more."""
        self._beneath = []
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on Esc, unless that is for something above: a list, a later dialog, a drag."""
        if not (isinstance(watched, QWidget) and isinstance(event, QKeyEvent) and _is_escape(event)):
            return super().eventFilter(watched, event)
        window = watched.window()
        is_above = isinstance(window, QDialog) and window not in (self, *self._beneath)
        if is_above or QApplication.activePopupWidget() is not None or QApplication.mouseButtons():
            return super().eventFilter(watched, event)
        self.reject()
        return True

    @property
    def shown(self) -> list[str]:
        """What the lines now shown are about."""
        return [what for view in self._sections for what in view.shown]

    def _column_count(self) -> int:
        """Give how many columns the screen has room for."""
        room = self._room().width()
        for count in range(MOST_COLUMNS, 1, -1):
            columns = _balanced(self._sections, count)
            widths = [max(view.sizeHint().width() for view in views) for views in columns]
            if sum(widths) + COLUMN_GAP * (count - 1) <= room:
                return count
        return 1

    def _share_out(self) -> None:
        """Put the sections that have lines to show into columns, from the left."""
        views = [view for view in self._sections if view.shown]
        shares = _balanced(views, min(len(self._columns), len(views))) if views else []
        for column, share in zip(self._columns, shares, strict=False):  # those to the right may stay empty
            for view in share:
                column.addWidget(view)

    def _room(self) -> QSize:
        """Give the most that the board can have on this screen."""
        return self.screen().availableSize() - SCREEN_MARGINS - BOARD_MARGINS

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText("Find a key")
        field.setAccessibleName("Find a key")
        field.setClearButtonEnabled(True)
        field.addAction(icon(IconName.SEARCH, IconTone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        field.textChanged.connect(self._search)
        return field

    def _search(self, text: str) -> None:
        for view in self._sections:
            view.search(text)
        self._share_out()
        self._take_room()

    def _take_room(self) -> None:
        """Be as high as what is said, and as wide as all that there is to say, within the screen."""
        self._row.activate()
        board = self._row.sizeHint().expandedTo(QSize(self._width, 0))
        self._width = board.width()
        self.resize(board.boundedTo(self._room()) + BOARD_MARGINS)


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape


class _SectionView(QFrame):
    """A title with its lines."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Spacing.MEDIUM)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        title = QLabel(section.title)
        title.setProperty("type", "title")
        grid.addWidget(title, 0, 0, 1, 2)
        self._lines: list[tuple[SheetRow, tuple[QWidget, QWidget]]] = []
        for number, row in enumerate(section.rows, start=1):
            what, how = QLabel(row.what), _keycaps(row.keys) if row.keys else _muted(row.how)
            what.setToolTip(row.help)
            what.setMinimumHeight(round(ROW_HEIGHT * active_theme().scale))
            grid.addWidget(what, number, 0)
            grid.addWidget(how, number, 1, Qt.AlignmentFlag.AlignRight)
            self._lines.append((row, (what, how)))

    @property
    def shown(self) -> list[str]:
        return [row.what for row, (what, _how) in self._lines if not what.isHidden()]

    @property
    def row_count(self) -> int:
        return len(self.shown)

    def search(self, text: str) -> None:
        """Show only the lines that each word of the text fits, and the title while there are any."""
        for row, widgets in self._lines:
            said = f"{row.what} {' '.join(row.keys)} {row.how} {row.help}"
            fits = all(word.casefold() in said.casefold() for word in text.split())
            for widget in widgets:
                widget.setVisible(fits)
        self.setVisible(bool(self.shown))


def _balanced(views: Sequence[_SectionView], count: int) -> list[list[_SectionView]]:
    """Share sections among columns, each in their order, so that the columns are about as long as each other."""

    def length(column: Sequence[_SectionView]) -> int:
        return sum(view.row_count + TITLE_ROWS for view in column)

    columns: list[list[_SectionView]] = [[] for _ in range(count)]
    for view in sorted(views, key=lambda view: view.row_count, reverse=True):
        min(columns, key=length).append(view)
    in_order = [sorted(column, key=views.index) for column in columns]
    return sorted(in_order, key=lambda column: views.index(column[0]))


def _keycaps(keys: Sequence[str]) -> QWidget:
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Spacing.TIGHT)
    for key in keys:
        cap = QLabel(key)
        cap.setProperty("kind", "key")
        row.addWidget(cap)
    return caps


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "muted")
    return label


def _row(description: ActionDescription) -> SheetRow:
    words = [_plain(text) for text in (description.submenu, description.text) if text]
    return SheetRow(" › ".join(words), key_names(description.keys), help=description.help)


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
