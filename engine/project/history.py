"""The rows of a run's history: their columns, and how a run of any length keeps to a bounded number of them."""

import numpy as np

from engine.arrays import FloatArray, IntArray

HISTORY_COLUMNS = (
    "step",
    "epoch",
    "training_loss",
    "validation_loss",
    "training_accuracy",
    "validation_accuracy",
    "penalty",
)
MEASURED = slice(HISTORY_COLUMNS.index("training_loss"), None)  # what a row says besides its place in the run
MOST_ROWS = 20_000


def column(rows: FloatArray, name: str) -> FloatArray:
    """Give one column of rows (…, columns): float64 (…), without copying it."""
    return rows[..., HISTORY_COLUMNS.index(name)]


def named(row: FloatArray) -> dict[str, float]:
    """Give the numbers of a row (columns,) by `HISTORY_COLUMNS`."""
    return dict(zip(HISTORY_COLUMNS, row.tolist(), strict=True))


def thinned(history: FloatArray, most: int = MOST_ROWS) -> FloatArray:
    """Give a history with no more than `most` rows: itself, or about half as many, evenly spread over the epochs.

    The first and the last row stay, and of each stretch of epochs the rows of its lowest and highest training loss and
    of its lowest validation loss; so those of the whole run do, and a curve drawn through them looks as before.
    """
    return history if len(history) <= most else history[rows_to_keep(history, most)]


def rows_to_keep(history: FloatArray, most: int = MOST_ROWS) -> IntArray:
    """Give the places of the rows that `thinned` keeps of a history with more than `most` (≥ 12), ascending."""
    epochs = column(history, "epoch")
    stretches = most // 6
    span = epochs[-1] - epochs[0]
    # Epochs never fall; where they all are one, rows stand for them.
    place = (epochs - epochs[0]) / span if span > 0 else np.arange(len(history)) / len(history)
    stretch = np.minimum((place * stretches).astype(np.int64), stretches - 1)
    by_training = np.lexsort((column(history, "training_loss"), stretch))
    validation = np.nan_to_num(column(history, "validation_loss"), nan=np.inf, posinf=np.inf)
    by_validation = np.lexsort((validation, stretch))
    first = np.flatnonzero(np.diff(stretch, prepend=-1))  # stretches are ascending, so each is a run of rows
    last = np.append(first[1:], len(history)) - 1
    kept = [by_training[first], by_training[last], by_validation[first], np.array([0, len(history) - 1])]
    is_kept = np.zeros(len(history), dtype=bool)  # `np.unique` would import all of `numpy.ma`, in a frame of the window
    is_kept[np.concatenate(kept)] = True
    return np.flatnonzero(is_kept)
