"""Requests that overtake each other: of several that wait, only what the last ones say still matters."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from engine.process.requests import LimitSpeed, PauseRun, Request, SetProject, Shutdown, StartRun, TakeFrame, Watch


def _merged_projects(earlier: SetProject, later: SetProject) -> SetProject:
    return replace(
        later,
        network=earlier.network if later.network is None else later.network,
        data=earlier.data if later.data is None else later.data,
        training=earlier.training if later.training is None else later.training,
    )


def _later(_earlier: Request, later: Request) -> Request:
    return later


_MERGES: dict[type[Request], Callable[[Any, Any], Request]] = {
    SetProject: _merged_projects,
    Watch: _later,
    TakeFrame: _later,
    LimitSpeed: _later,
}
_BARRIERS = (StartRun, PauseRun, Shutdown)


def coalesce(queue: list[Request], request: Request) -> None:
    """Append a request to those that wait, merged into one of its kind where the order allows.

    A run trains the project last set before it, so nothing moves past its start or its pause. One that retrains takes
    the place of another that has not begun either.
    """
    if _is_retraining(request):
        _forget_retraining(queue)
    merge = _MERGES.get(type(request))
    for place in range(len(queue) - 1, -1, -1) if merge else ():
        waiting = queue[place]
        if isinstance(waiting, _BARRIERS):
            break
        if merge and type(waiting) is type(request):
            queue[place] = merge(waiting, request)
            return
    queue.append(request)


def _is_retraining(request: Request) -> bool:
    return isinstance(request, StartRun) and request.is_retraining


def _forget_retraining(queue: list[Request]) -> None:
    """Take out the run waiting to retrain, if there is one, but not past another run's start or pause."""
    for place in range(len(queue) - 1, -1, -1):
        if _is_retraining(queue[place]):
            behind = queue[place + 1 :]
            del queue[place:]
            for waiting in behind:  # nothing stands between them and what they may merge with any more
                coalesce(queue, waiting)
            return
        if isinstance(queue[place], _BARRIERS):
            return
