"""What was recorded of the runs that a project stands in, stood in, and can stand in again."""

from engine.project.project import Run
from engine.project.timeline import BUDGET_BYTES, Timeline

Place = tuple[int, bytes]


class Recordings:
    """Finds the recording of a run, which one that goes on shares with those that it goes on from.

    Where a run goes another way from an earlier step, the recording of the former stays, for undo to come back to.

    Args:
        budget: In bytes, for what is not of the run that goes on or was kept last; the oldest goes first.
    """

    def __init__(self, budget: int = BUDGET_BYTES) -> None:
        self._budget = budget
        self._of: dict[Place, Timeline] = {}  # what was kept last stands last

    def of(self, run: Run | None) -> Timeline:
        """Give what was recorded on the way to where a run stands, and maybe beyond; nothing where that is unknown."""
        found = None if run is None else self._of.get(_place(run))
        return Timeline() if found is None else found

    def going_on(self, run: Run | None) -> Timeline:
        """Give the recording that is to go on with a run: another one where it was gone on with before."""
        known = self.of(run)
        is_left = run is not None and bool(known.moments) and known.moments[-1].step > run.step
        return known.up_to(run.step) if is_left and run is not None else known

    def keep(self, run: Run, recording: Timeline) -> None:
        """Take note that a recording leads to where a run stands."""
        self._of.pop(_place(run), None)
        self._of[_place(run)] = recording
        room = self._budget
        held = {id(moment) for moment in recording.moments}
        for place, other in reversed([*self._of.items()]):
            new = {id(moment): moment.size for moment in other.moments if id(moment) not in held}
            room -= sum(new.values())
            held |= new.keys()
            if room < 0:
                del self._of[place]

    def forget(self) -> None:
        """Forget all, for another project."""
        self._of.clear()


def _place(run: Run) -> Place:
    """Give what tells where a run stands from where any other one does: its step and what was measured last."""
    return run.step, run.history[-1:].tobytes()
