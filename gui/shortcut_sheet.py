"""The sheet of all keys and of what the mouse does."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
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

COLUMNS = 3
ROW_HEIGHT = 19
CANVAS_KEYS = (
    ("Next item, item before", ("Tab", "Shift+Tab")),
    ("Out, in, against and with the flow", ("Up", "Down", "Left", "Right")),
    ("Cancel, then select nothing", ("Esc",)),
    ("To the next control, the one before", ("Ctrl+Tab", "Ctrl+Shift+Tab")),
)
CANVAS_TYPING = (
    ("Move the layers selected", "Shift and an arrow"),
    ("Set the value selected", "type it"),
    ("Build or add a whole network", "type 2-4-1"),
)
GESTURES = (
    ("Add a layer", "drag it in from Layers"),
    ("Add anything", "double-click empty space"),
    ("Insert or reorder a layer", "drop it on a connection"),
    ("Put it before or after another", "drop it on a side"),
    ("Add a neuron", "drop it on a layer"),
    ("Connect layers", "drag from a layer's side"),
    ("Connect neurons", "drag from neuron to neuron"),
    ("Set a weight or bias", "click it and type"),
    ("Select a whole connection", "double-click an edge"),
    ("Scrub a number", "drag it sideways"),
    ("Nudge a number", "↑ ↓, Shift ×10, Alt ÷10"),
    ("Rename a layer", "double-click its name"),
    ("What can be done here", "right-click"),
    ("Select several", "drag a frame, or Shift+click"),
    ("Select neurons and edges", "drag a frame with Alt"),
    ("Move straight, move freely", "drag with Shift, with Alt"),
    ("Pan", "middle button, or Ctrl+drag"),
    ("Zoom", "turn the wheel"),
)
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
    gestures = tuple(SheetRow(what, how=how) for what, how in GESTURES)
    fixed = (Section("On the canvas", typed), Section("With the mouse", gestures))
    return (*(section for section in menus if section.rows), *fixed)


def key_names(keys: Sequence[str]) -> tuple[str, ...]:
    """Give keys in the words of this system, each once, arrows as signs."""
    names = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return tuple(dict.fromkeys("+".join(_SIGNS.get(part, part) for part in name.split("+")) for name in names))


class ShortcutSheet(QDialog):
    """Stands beside the window without blocking it; typing leaves only the lines that fit, Esc closes.

    Args:
        actions: What there are keys for.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard and mouse")
        self.setObjectName("shortcut-sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sections = [_SectionView(section) for section in sheet_sections(actions)]
        self.field = self._make_field()
        board = QWidget()
        board.setObjectName("shortcut-board")
        columns = QHBoxLayout(board)
        columns.setContentsMargins(0, 0, Spacing.SMALL, 0)
        columns.setSpacing(Spacing.PAGE)
        for views in _balanced(self._sections, COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(Spacing.MEDIUM)
            for view in views:
                column.addWidget(view)
            column.addStretch(1)
            columns.addLayout(column, 1)
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
        self.field.setFocus()
        self._take_room(board.sizeHint())

    @property
    def shown(self) -> list[str]:
        """What the lines now shown are about."""
        return [what for view in self._sections for what in view.shown]

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

    def _take_room(self, board: QSize) -> None:
        """Be as large as all that is said, within the screen."""
        margins = QSize(Spacing.SECTION + 2 * Spacing.LARGE + Spacing.SMALL, 80)
        self.resize((board + margins).boundedTo(self.screen().availableSize() - QSize(40, 60)))


class _SectionView(QFrame):
    """A title with its lines."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.row_count = len(section.rows)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Spacing.MEDIUM)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        title = QLabel(section.title)
        title.setProperty("type", "title")
        grid.addWidget(title, 0, 0, 1, 2)
        self._lines: list[tuple[SheetRow, tuple[QWidget, QWidget]]] = []
        for number, row in enumerate(section.rows, start=1):
            what, how = QLabel(row.what), _keycaps(row.keys) if row.keys else _muted(row.how)
            what.setToolTip(row.help)
            grid.setRowMinimumHeight(number, round(ROW_HEIGHT * active_theme().scale))
            grid.addWidget(what, number, 0)
            grid.addWidget(how, number, 1, Qt.AlignmentFlag.AlignRight)
            self._lines.append((row, (what, how)))

    @property
    def shown(self) -> list[str]:
        return [row.what for row, (what, _how) in self._lines if not what.isHidden()]

    def search(self, text: str) -> None:
        """Show only the lines that each word of the text fits, and the title while there are any."""
        for row, widgets in self._lines:
            said = f"{row.what} {' '.join(row.keys)} {row.how} {row.help}"
            fits = all(word.casefold() in said.casefold() for word in text.split())
            for widget in widgets:
                widget.setVisible(fits)
        self.setVisible(bool(self.shown))


def _balanced(views: Sequence[_SectionView], count: int) -> list[list[_SectionView]]:
    """Share sections among columns in their order, so that the longest column is as short as may be."""

    def filled(limit: int) -> list[list[_SectionView]]:
        columns: list[list[_SectionView]] = [[]]
        for view in views:
            if columns[-1] and sum(other.row_count + 2 for other in (*columns[-1], view)) > limit:
                columns.append([])
            columns[-1].append(view)
        return columns

    longest = sum(view.row_count + 2 for view in views)
    return next(columns for limit in range(1, longest + 1) if len(columns := filled(limit)) <= count)


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
