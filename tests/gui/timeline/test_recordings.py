"""What was recorded of runs that were left stays within its budget."""

import numpy as np

from engine.network.model import Parameters
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Run
from engine.project.timeline import Moment, Timeline
from gui.timeline.recordings import Recordings


def run_at(step: int, loss: float = 0.5) -> Run:
    return Run(initial=Parameters((), ()), step=step, history=np.full((1, len(HISTORY_COLUMNS)), loss))


def recording(*steps: int) -> Timeline:
    made = Timeline()
    made.extend(Moment(Parameters((np.zeros(1000),), ()), step, 0, 0) for step in steps)
    return made


def test_a_run_that_goes_another_way_leaves_the_recording_of_the_former() -> None:
    recordings, first = Recordings(), recording(0, 1, 2, 3)
    recordings.keep(run_at(1), first)
    recordings.keep(run_at(3), first)
    assert recordings.going_on(run_at(3)) is first
    assert recordings.going_on(None).moments == ()
    branch = recordings.going_on(run_at(1))
    assert [moment.step for moment in branch.moments] == [0, 1]
    assert recordings.of(run_at(3)) is first
    assert recordings.of(run_at(3, loss=0.4)).moments == ()


def test_the_oldest_go_where_there_is_no_more_room_and_shared_moments_count_once() -> None:
    recordings, first = Recordings(budget=20_000), recording(0, 1)
    recordings.keep(run_at(1, 0.1), first)
    recordings.keep(run_at(2, 0.2), first)
    recordings.keep(run_at(3, 0.3), recording(0, 1, 2))
    assert recordings.of(run_at(1, 0.1)) is first
    recordings.keep(run_at(4, 0.4), recording(0))
    assert recordings.of(run_at(1, 0.1)).moments == ()
    assert len(recordings.of(run_at(4, 0.4)).moments) == 1
    recordings.forget()
    assert recordings.of(run_at(4, 0.4)).moments == ()
