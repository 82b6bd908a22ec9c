import itertools

import numpy as np

from engine.project.history import HISTORY_COLUMNS, MOST_ROWS
from engine.training.history_log import HistoryLog


def row(number: int) -> np.ndarray:
    return np.array([number, number, 1 / (1 + number), *[0.0] * (len(HISTORY_COLUMNS) - 3)])


def test_who_asks_now_and_then_gets_every_row_of_a_long_run() -> None:
    log = HistoryLog()
    taken: list[np.ndarray] = []
    sizes = itertools.cycle([1, 2, 700, 9_000])
    while log.count < 150_000:
        added = range(log.count, min(log.count + next(sizes), 150_000))
        log.extend(np.array([row(number) for number in added]))
        if log.count % 3 == 0:
            taken.append(log.since(sum(map(len, taken))))
    taken.append(log.since(sum(map(len, taken))))

    assert np.concatenate(taken)[:, 0].tolist() == list(range(150_000))
    assert log.count == 150_000
    assert len(log.since(0)) < 4 * MOST_ROWS
    assert log.since(0)[[0, -1], 0].tolist() == [0, 149_999]


def test_without_anyone_asking_memory_stays_bounded() -> None:
    log = HistoryLog()
    for first in range(0, 100_000, 25_000):
        log.extend(np.array([row(number) for number in range(first, first + 25_000)]))
    assert log.count == 100_000
    assert len(log.since(0)) < 4 * MOST_ROWS
