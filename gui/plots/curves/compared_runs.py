"""The runs of a book as curves to draw and as rows of a table, what is costly of them made once."""

from collections.abc import Callable

from PySide6.QtGui import QColor

from engine.project.project import Project
from engine.project.runs.outcome import outcome
from engine.project.runs.run_list import KeptRun
from engine.project.runs.setting_values import SettingValues, setting_values
from gui.plots.curves.comparable import not_comparable
from gui.plots.curves.curve import Curve, CurveChoice, curves_of
from gui.plots.curves.hovering import ShownRun
from gui.plots.curves.table_model import PRESENT, RunRow
from gui.run_book import RunBook

ColorOf = Callable[[int], QColor]


class ComparedRuns:
    """Reads a book; draws only those runs that share the present one's axis.

    Args:
        book: Where runs are kept.
        choice: How curves are drawn at first.
        color_of: `(number of a run)` → its colour.
    """

    def __init__(self, book: RunBook, choice: CurveChoice, color_of: ColorOf) -> None:
        self._book = book
        self._color_of = color_of
        self._choice = choice
        self._reference: Project | None = None
        self._settings: dict[int, SettingValues] = {}
        self._obstacles: dict[int, str] = {}
        self._curves: dict[int, tuple[Curve, ...]] = {}
        self._rows: list[RunRow] | None = None

    def forget(self) -> None:
        """Make everything anew: there are other runs."""
        self._settings.clear()
        self._curves.clear()
        self._reference = None
        self.forget_colors()

    def forget_colors(self) -> None:
        """Make the rows of the table anew."""
        self._rows = None

    @property
    def reference(self) -> Project:
        """The project whose run the axis is that of: the present one's, or while that has none, the newest kept."""
        has_none = not len(self._book.history) and self._book.others
        return self._book.others[-1].project if has_none else self._book.project

    @property
    def left_out(self) -> int:
        """How many runs that are to be drawn have no place on this axis."""
        return sum(run.is_shown and bool(self._obstacles[run.number]) for run in self._book.others)

    def shown(self, choice: CurveChoice) -> list[ShownRun]:
        """Give the runs to draw, the present one last."""
        if choice != self._choice:
            self._choice = choice
            self.forget()
        self._compare()
        others = [
            ShownRun(run.number, run.name, self._color_of(run.number), self._curves_of(run))
            for run in self._book.others
            if run.is_shown and not self._obstacles[run.number]
        ]
        present = curves_of(choice, self._book.history.rows, self._book.course)
        return [*others, ShownRun(PRESENT, "this run", self._color_of(PRESENT), present)]

    def rows(self) -> list[RunRow]:
        """Give the rows of the table for the runs of the choice shown last, the newest first."""
        book = self._book
        if self._rows is None:
            self._rows = [
                RunRow(
                    run.number, run.name, self._color_of(run.number).name(), run.is_shown,
                    self._settings[run.number], outcome(run.run.history, run.course), self._obstacles[run.number],
                )
                for run in reversed(book.others)
            ]  # fmt: skip
        if not len(book.history):
            return self._rows
        present = RunRow(
            PRESENT, book.present_name, self._color_of(PRESENT).name(), True,
            setting_values(book.project), outcome(book.history.rows, book.course),
        )  # fmt: skip
        return [present, *self._rows]

    def _compare(self) -> None:
        """Find out which runs may be drawn, where the one that they are compared with is another."""
        reference = self.reference
        if reference is self._reference:
            return
        self._reference, self._rows = reference, None
        settings, names = setting_values(reference), self._choice.quantity.alike
        self._settings = {run.number: setting_values(run.project) for run in self._book.others}
        self._obstacles = {number: not_comparable(each, settings, names) for number, each in self._settings.items()}

    def _curves_of(self, run: KeptRun) -> tuple[Curve, ...]:
        if run.number not in self._curves:
            self._curves[run.number] = curves_of(self._choice, run.run.history, run.course)
        return self._curves[run.number]
