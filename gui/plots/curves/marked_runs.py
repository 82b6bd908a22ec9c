"""Where the marks of runs lie: on the present run's curves, and where runs kept went their own way."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor

from engine.project.history import column
from gui.plots.curves.curve import CurveChoice, on_axis
from gui.plots.curves.hovering import ShownRun
from gui.plots.curves.marks import CurveMarks, Standing, standing, step_of_epoch
from gui.plots.curves.quantities import VALIDATION
from gui.plots.points import Place
from gui.plots.ranges import nearest
from gui.run_book import RunBook


def mark_runs(
    marks: CurveMarks, runs: Sequence[ShownRun], choice: CurveChoice, book: RunBook, *, is_training: bool
) -> Standing:
    """Mark the runs shown, the present one last; gives where that one stands with early stopping."""
    present, stands = runs[-1], _standing(book, is_training=is_training)
    best = _place(present, stands.best_step)
    marks.show_best(*best)
    marks.show_restored(*_place(present, stands.restored_step))
    last = None
    if stands.waits_until is not None and best[0] is not None:
        last = _x_at(step_of_epoch(book.history.rows, stands.waits_until), choice, book)
    marks.show_patience(best[0], last)
    places, colors = _branches(runs, book)
    marks.show_branches(places, colors)
    return stands


def _standing(book: RunBook, *, is_training: bool) -> Standing:
    project, rows = book.project, book.history.rows
    run = None if is_training else project.run
    return standing(rows, run, project.training.stopping.patience) if len(rows) else Standing()


def _place(run: ShownRun, step: float | None) -> tuple[float | None, float | None]:
    """Give where a step lies on a run's validation curve, else on the training one; None for what is not there."""
    if step is None or not run.curves:
        return None, None
    curve = next((curve for curve in run.curves if curve.part == VALIDATION), run.curves[0])
    row = nearest(curve.steps, step)
    height = float(curve.y[row])
    return float(curve.x[row]), height if np.isfinite(height) else None


def _x_at(step: float, choice: CurveChoice, book: RunBook) -> float | None:
    along, rows = choice.along, book.history.rows
    places = along.places(np.array([step]), rows, book.course)
    if along.name.endswith("epoch"):  # beyond the end, too
        last_step, last_epoch = column(rows, "step")[-1], column(rows, "epoch")[-1]
        if step > last_step > 0:
            places = places * step / last_step if places[0] == last_epoch else places
    x = on_axis(places, is_logarithmic=along.is_logarithmic)[0]
    return float(x) if np.isfinite(x) else None


def _branches(runs: Sequence[ShownRun], book: RunBook) -> tuple[list[Place], list[QColor]]:
    since = {run.number: run.since for run in book.others if run.since}
    shown = [(run, run.curves[0]) for run in runs if run.number in since and run.curves]
    places = []
    for run, curve in shown:
        place = min(int(np.searchsorted(curve.steps, since[run.number])), len(curve.steps) - 1)
        places.append((float(curve.x[place]), float(curve.y[place])))
    return places, [run.color for run, _curve in shown]
