from engine.data.specification import DataSpecification
from engine.network.model import Network, Parameters
from engine.process.coalescing import coalesce
from engine.process.requests import LimitSpeed, PauseRun, Request, SetProject, StartRun, TakeFrame, Watch
from engine.project.project import Run
from engine.project.settings import TrainingSettings

FIRST, SECOND, DATA = Network(), Network(), DataSpecification()
START = StartRun(1, Run(Parameters((), ())))


def retraining(run_id: int) -> StartRun:
    return StartRun(run_id, Run(Parameters((), ())), epochs=3, is_retraining=True)


def coalesced(*requests: Request) -> list[Request]:
    queue: list[Request] = []
    for request in requests:
        coalesce(queue, request)
    return queue


def test_the_newest_project_wins_and_keeps_what_older_ones_said_of_other_parts() -> None:
    training = TrainingSettings()

    (project,) = coalesced(SetProject(1, FIRST, DATA), SetProject(2, SECOND), SetProject(3, training=training))

    assert isinstance(project, SetProject)
    assert project.revision == 3
    assert project.network is SECOND
    assert project.data is DATA
    assert project.training is training


def test_projects_and_watches_pass_each_other() -> None:
    last = Watch(parameters=True)

    queue = coalesced(SetProject(1), Watch(), SetProject(2), TakeFrame(), last, TakeFrame())

    assert [type(request) for request in queue] == [SetProject, Watch, TakeFrame]
    assert queue[1] is last


def test_nothing_passes_the_start_or_the_pause_of_a_run() -> None:
    queue = coalesced(SetProject(1), START, SetProject(2), SetProject(3), PauseRun(1), SetProject(4), START)

    assert [request.revision if isinstance(request, SetProject) else None for request in queue] == [
        1,
        None,
        3,
        None,
        4,
        None,
    ]


def test_of_the_runs_that_wait_to_retrain_only_the_newest_is_left() -> None:
    newest = retraining(4)

    queue = coalesced(SetProject(1), retraining(2), SetProject(2), retraining(3), SetProject(3), newest)

    assert [type(request) for request in queue] == [SetProject, StartRun]
    assert queue[-1] is newest


def test_a_run_that_retrains_never_passes_the_end_of_another() -> None:
    queue = coalesced(retraining(2), PauseRun(2), retraining(3))

    assert [type(request) for request in queue] == [StartRun, PauseRun, StartRun]


def test_the_last_limit_of_the_speed_counts() -> None:
    (limit,) = coalesced(LimitSpeed(3.0), LimitSpeed(None))

    assert isinstance(limit, LimitSpeed)
    assert limit.steps_per_second is None
