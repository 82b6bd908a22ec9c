"""The panel: the formula of what is selected, live, to be read, copied and pasted into a script."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.network.formulas import ALL, SHORT, Extent
from gui.document import Document
from gui.icons import IconName, icon
from gui.panels.controls import make_title, make_tool_button
from gui.panels.formula_panel.formula_view import FormulaView
from gui.panels.formula_panel.formulas_of import SampleValues, formula_of, title_of
from gui.selection import Selection
from gui.theme import Spacing
from gui.widgets import EmptyState, let_rest

REFRESH_INTERVAL_MS = 100
ALL_SHOWN = "Nothing of this formula is left out."
# What there is room for is written out, but no more than reads well.
FITTING = (SHORT, Extent(terms=4, entries=4, layers=5), Extent(terms=3, entries=3, layers=4))


class FormulaPanel(QWidget):
    """Shows the formula of the item selected last, or of the network. While hidden it computes nothing.

    Args:
        document: The open project.
        selection: What is selected.
    """

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formula-panel")
        self._document = document
        self._selection = selection
        self._values: SampleValues = {}
        self._is_stale = True
        self._since_refresh = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._refresh_if_shown)
        self._title = make_title("formula-title")
        self._sample = QLabel()
        self._sample.setObjectName("formula-sample")
        self._sample.setProperty("type", "caption")
        self._sample.setProperty("tone", "muted")
        self._sample.setContentsMargins(Spacing.MEDIUM, 0, Spacing.SMALL, 0)
        self._sample.hide()
        self._view = FormulaView()
        self._all = _make_toggle()
        self._all.toggled.connect(self._refresh)
        self._copy = self._make_copy_button()
        self._empty = EmptyState(IconName.FORMULA, "No formula yet", "")
        self._lay_out()
        document.project_changed.connect(self._on_changed)
        document.parameters_shown.connect(self._on_changed)
        selection.selection_changed.connect(self._on_changed)

    @property
    def view(self) -> FormulaView:
        """Where the formula is shown."""
        return self._view

    def set_sample_values(self, values: SampleValues, sample_name: str = "", *, is_standardized: bool = False) -> None:
        """Take the values of every layer for the selected sample alone, arrays (1, H), and what the sample is called.

        The values are {} where there is none. Where the numbers of x are not those that were measured, it is said.
        """
        self._values = values
        given = ", inputs standardised" if is_standardized else ""
        self._sample.setText(f"for {sample_name}{given}" if values and sample_name else "")
        self._sample.setVisible(bool(self._sample.text()))
        self._on_changed()

    def copy_latex(self) -> None:
        """Put the formula into the clipboard as LaTeX."""
        self._catch_up()
        QGuiApplication.clipboard().setText(self._view.formula.latex)

    def copy_text(self) -> None:
        """Put the formula into the clipboard as plain text."""
        self._catch_up()
        QGuiApplication.clipboard().setText(self._view.formula.plain)

    def copy_image(self) -> None:
        """Put the formula into the clipboard as a picture."""
        self._catch_up()
        QGuiApplication.clipboard().setImage(self._view.image())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        self._refresh_if_shown()

    def _on_changed(self) -> None:
        """Show what is new soon: at once after a pause, ten times a second while it goes on changing."""
        self._is_stale = True
        if self.isVisible() and not self._timer.isActive():
            passed = self._since_refresh.elapsed() if self._since_refresh.isValid() else REFRESH_INTERVAL_MS
            self._timer.start(max(0, REFRESH_INTERVAL_MS - passed))

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self._since_refresh.start()
        network = self._document.network
        item = self._selection.current_in(network)
        extents = (ALL,) if self._all.isChecked() else FITTING
        try:
            formulas = [formula_of(network, item, self._values, extent) for extent in extents]
        except EngineError as problem:  # an unfinished drawing has no f(x) yet
            self._empty.set_text("No formula yet", str(problem))
            self._show(has_formula=False)
            return
        self._title.setText(title_of(network, item))
        self._view.show_formulas(formulas)
        let_rest(self._all, "" if formulas[-1].is_shortened or self._all.isChecked() else ALL_SHOWN)
        self._show(has_formula=True)

    def _show(self, *, has_formula: bool) -> None:
        self._pages.setCurrentIndex(0 if has_formula else 1)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.SMALL, 0)
        header.setSpacing(Spacing.TIGHT)
        header.addWidget(self._title, 1)
        header.addWidget(self._all)
        header.addWidget(self._copy)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self._sample)
        column.addWidget(self._view, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(self._empty)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(
            lambda point: self._copy.menu().popup(self._view.mapToGlobal(point))
        )

    def _make_copy_button(self) -> QToolButton:
        button = make_tool_button(IconName.COPY, "copy-formula", "Copy formula", "Copy as LaTeX, or choose")
        menu = QMenu(button)
        for text, icon_name, copy in (
            ("Copy as &LaTeX", IconName.FORMULA, self.copy_latex),
            ("Copy as &image", IconName.IMAGE, self.copy_image),
            ("Copy as &text", IconName.COPY, self.copy_text),
        ):
            menu.addAction(icon(icon_name), text).triggered.connect(copy)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.clicked.connect(self.copy_latex)
        return button


def _make_toggle() -> QToolButton:
    toggle = QToolButton()
    toggle.setObjectName("formula-all")
    toggle.setText("Show all")
    toggle.setAccessibleName("Show all")
    toggle.setToolTip("Write out what dots stand for")
    toggle.setCheckable(True)
    toggle.setAutoRaise(True)
    return toggle
