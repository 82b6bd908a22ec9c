import os
import signal
import time
from collections.abc import Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet
from engine.data.sources import default_specification, make_data_set
from engine.data.specification import DataSpecification
from engine.network import edits, parameters
from engine.network.initializers import Initialization
from engine.network.model import Network, parameters_of
from engine.process.events import DataMade, Event, Frame, RequestRefused, RunStopped
from engine.process.pictures import BoundaryRequest
from engine.process.requests import Request, SetProject, StartRun, TakeFrame, Watch
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Run
from engine.project.settings import TrainingSettings
from gui.engine_client import EngineProcess

DATA = replace(default_specification("circles"), sample_count=40)
BOUNDARY = BoundaryRequest(inputs=(0, 1), x_range=(-1.0, 1.0), y_range=(-1.0, 1.0), resolution=9)
ANSWER_MS = 30_000


def network(width: int = 3) -> Network:
    made = edits.add_layer(edits.add_layer(Network(), "input", 2), "dense", width, activation="tanh")
    made = edits.add_layer(made, "dense", 1)
    made = edits.connect(made, "L1", "L2", Initialization())
    return edits.connect(made, "L2", "L3", Initialization())


NETWORK = network()


def frame(revision: int, run_id: int = 0) -> Frame:
    return Frame(revision, run_id, 0, 0, 0.0, "", None, np.empty((0, len(HISTORY_COLUMNS))))


def run_stopped(run_id: int, reason: str = "paused") -> RunStopped:
    return RunStopped(run_id, reason, "", parameters_of(NETWORK), Run(parameters_of(NETWORK)), "cpu", 1.0)


class ScriptedClient:
    """Stands in for the engine: keeps what is sent, and says what a test tells it to."""

    def __init__(self) -> None:
        self.sent: list[Request] = []
        self.answers: list[Event] = []
        self.is_alive = False
        self.starts = 0
        self.process_id = None
        self.cause_of_death = "signal SIGKILL"

    def start(self) -> None:
        self.is_alive = True
        self.starts += 1

    def stop(self, grace_s: float = 0.0) -> None:  # noqa: ARG002 - the client's signature
        self.is_alive = False

    def send(self, request: Request) -> None:
        self.sent.append(request)

    def receive(self) -> list[Event]:
        answers, self.answers = self.answers, []
        return answers

    def of(self, kind: type[Request]) -> list[Request]:
        return [request for request in self.sent if isinstance(request, kind)]


@pytest.fixture
def client() -> ScriptedClient:
    return ScriptedClient()


@pytest.fixture
def scripted(client: ScriptedClient, qtbot: QtBot) -> Iterator[EngineProcess]:
    engine = EngineProcess(client=client)  # type: ignore[arg-type]
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def engine(qtbot: QtBot) -> Iterator[EngineProcess]:
    engine = EngineProcess()
    yield engine
    engine.stop()


def received(engine: EngineProcess, client: ScriptedClient, qtbot: QtBot, *events: Event) -> list[Event]:
    """Let the engine say `events`, and give those that were passed on."""
    passed: list[Event] = []
    signals = (
        engine.frame_received,
        engine.data_made,
        engine.request_refused,
        engine.run_stopped,
        engine.retraining_stopped,
    )
    for heard in signals:
        heard.connect(passed.append)
    client.answers = list(events)
    qtbot.waitUntil(lambda: not client.answers)
    for heard in signals:
        heard.disconnect(passed.append)
    return passed


def test_a_project_set_before_the_start_is_made_and_shown_after_it(engine: EngineProcess, qtbot: QtBot) -> None:
    revision = engine.set_project(network=NETWORK, data=DATA, training=TrainingSettings())
    engine.watch({"boundary": BOUNDARY})

    made: list[DataMade] = []
    frames: list[Frame] = []
    engine.data_made.connect(made.append)
    engine.frame_received.connect(frames.append)

    with qtbot.waitSignal(engine.engine_ready, timeout=ANSWER_MS):
        engine.start()
    qtbot.waitUntil(lambda: bool(made and frames), timeout=ANSWER_MS)

    assert made[0].revision == revision
    assert isinstance(made[0].data_set, DataSet)
    assert "boundary" in frames[0].views


def test_an_engine_killed_while_training_is_noticed_replaced_and_told_everything(
    engine: EngineProcess, qtbot: QtBot
) -> None:
    engine.set_project(network=NETWORK, data=DATA, training=TrainingSettings(device="cpu"))
    engine.watch({"boundary": BOUNDARY}, parameters=True)
    engine.frame_received.connect(engine.take_frame)
    with qtbot.waitSignal(engine.engine_ready, timeout=ANSWER_MS):
        engine.start()
    run_id = engine.start_run(Run(parameters_of(NETWORK)))
    with qtbot.waitSignal(
        engine.frame_received, timeout=ANSWER_MS, check_params_cb=lambda frame: frame.run_id == run_id
    ):
        pass
    first = engine.process_id
    assert first is not None

    killed = time.monotonic()
    with qtbot.waitSignal(engine.data_made, timeout=ANSWER_MS):
        with qtbot.waitSignal(engine.engine_died, timeout=ANSWER_MS) as died:
            os.kill(first, signal.SIGKILL)
        noticed = time.monotonic() - killed

    assert noticed < 1.0
    assert died.args == [
        "The engine stopped unexpectedly (signal SIGKILL). A new one was started; your project is as you left it."
    ]
    assert engine.process_id not in {None, first}
    with qtbot.waitSignal(engine.run_stopped, timeout=ANSWER_MS) as stopped:
        engine.start_run(Run(parameters_of(NETWORK)), epochs=2)
    assert stopped.args[0].reason == "finished"
    assert stopped.args[0].run.epoch == 2


def test_only_what_has_changed_is_sent(scripted: EngineProcess, client: ScriptedClient) -> None:
    training = TrainingSettings()
    first = scripted.set_project(network=NETWORK, data=DATA, training=training)
    same = scripted.set_project(network=NETWORK, data=DATA, training=training)
    other = network(4)
    second = scripted.set_project(network=other, data=DATA)
    scripted.watch({"boundary": BOUNDARY})
    scripted.watch({"boundary": replace(BOUNDARY)})

    assert first == same == second - 1
    projects = client.of(SetProject)
    assert len(projects) == 2
    assert isinstance(projects[1], SetProject)
    assert projects[1].network is other
    assert projects[1].data is None
    assert len(client.of(Watch)) == 1


def test_all_is_answered_once_a_frame_has_come_of_the_project_and_the_views_set_last(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    def answered_by(revision: int, watch: int, run_id: int = 0) -> bool:
        received(scripted, client, qtbot, replace(frame(revision, run_id), watch=watch))
        return scripted.is_answered

    first = scripted.set_project(network=NETWORK, data=DATA)
    assert not scripted.is_answered
    scripted.watch({"boundary": BOUNDARY})
    assert not answered_by(first, 0)
    assert not answered_by(first, 1, run_id=1)
    assert answered_by(first, 1)
    scripted.watch({})
    assert not scripted.is_answered
    assert answered_by(first, 2)
    second = scripted.set_project(network=network(4))
    assert not scripted.is_answered
    assert not answered_by(first, 2)
    assert answered_by(second, 2)


def test_of_a_long_history_only_the_last_row_travels(scripted: EngineProcess, client: ScriptedClient) -> None:
    history = np.arange(10.0 * len(HISTORY_COLUMNS)).reshape(10, -1)

    scripted.start_run(Run(parameters_of(NETWORK), step=9, history=history), mini_batches=1)

    (start,) = client.of(StartRun)
    assert isinstance(start, StartRun)
    assert start.run.history.tolist() == [history[-1].tolist()]
    assert (start.run.step, start.mini_batches, start.epochs) == (9, 1, None)


def test_frames_of_another_structure_are_dropped_and_the_next_one_asked_for(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    first = scripted.set_project(network=NETWORK, data=DATA)
    typed = scripted.set_project(network=parameters.set_weight(NETWORK, "L1", "L2", 0, 0, 5.0))
    while_dragging = received(scripted, client, qtbot, frame(first), frame(typed))
    scripted.set_project(network=network(4))
    asked = len(client.of(TakeFrame))

    after_resizing = received(scripted, client, qtbot, frame(typed))

    assert [event.revision for event in while_dragging if isinstance(event, Frame)] == [first, typed]
    assert after_resizing == []
    assert len(client.of(TakeFrame)) == asked + 1


def test_a_data_set_no_longer_wanted_is_dropped(scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot) -> None:
    first = scripted.set_project(network=NETWORK, data=DATA)
    second = scripted.set_project(data=DataSpecification())
    scripted.set_project(network=network(4))
    data_set = make_data_set(DATA)
    wanted = DataMade(second, data_set)

    passed = received(scripted, client, qtbot, DataMade(first, data_set), RequestRefused(first, "No."), wanted)

    assert passed == [wanted]


def test_what_another_run_says_is_dropped(scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot) -> None:
    revision = scripted.set_project(network=NETWORK, data=DATA)
    old = scripted.start_run(Run(parameters_of(NETWORK)))
    run_id = scripted.start_run(Run(parameters_of(NETWORK)))
    end = run_stopped(run_id)
    live = frame(revision, run_id)

    passed = received(scripted, client, qtbot, run_stopped(old), frame(revision, old), live, end, frame(revision))

    # After the run the engine's network is the one before it, until the window has told what came of it.
    assert passed == [live, end]
    told = scripted.set_project(network=network())
    after = frame(told)
    assert received(scripted, client, qtbot, after) == [after]


def retrained_twice(engine: EngineProcess) -> tuple[int, int]:
    """Ask for two runs that retrain, as a slider that moves does; gives their ids."""
    engine.set_project(network=NETWORK)
    first, last = (engine.retrain(parameters_of(NETWORK), epochs=5) for _ in range(2))
    return first, last


def test_what_retraining_has_come_to_is_told_together_with_the_frame_of_it(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    first, last = retrained_twice(scripted)
    for run_id in (first, last):
        result, shown = run_stopped(run_id, "finished"), frame(0, run_id)
        assert received(scripted, client, qtbot, result) == []
        assert received(scripted, client, qtbot, shown) == [result, shown]


def test_a_result_of_retraining_that_a_newer_one_overtakes_is_not_told(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    first, last = retrained_twice(scripted)
    overtaken, result, shown = run_stopped(first, "finished"), run_stopped(last, "finished"), frame(0, last)
    assert received(scripted, client, qtbot, overtaken, result, shown) == [result, shown]
    scripted.retrain(parameters_of(NETWORK), epochs=5)
    newest = scripted.retrain(parameters_of(NETWORK), epochs=5)
    under_way = frame(0, newest)
    assert received(scripted, client, qtbot, run_stopped(newest - 1, "finished"), under_way) == [under_way]


def test_a_result_of_retraining_that_is_paused_at_its_end_is_told(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    _first, last = retrained_twice(scripted)
    result = run_stopped(last, "finished")
    received(scripted, client, qtbot, result)
    scripted.pause_retraining()  # the engine then shows the project again, and no more of the run
    assert result in received(scripted, client, qtbot, frame(scripted.revision))


def test_retraining_that_is_paused_or_given_up_is_told_at_once_or_not_at_all(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    _first, last = retrained_twice(scripted)
    paused = run_stopped(last)
    assert received(scripted, client, qtbot, paused) == [paused]
    last = scripted.retrain(parameters_of(NETWORK), epochs=5)
    received(scripted, client, qtbot, run_stopped(last, "finished"))
    scripted.stop_retraining()
    assert received(scripted, client, qtbot, frame(0, last)) == []


def test_an_engine_that_keeps_dying_is_left_alone_until_a_run_is_started(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    sentences: list[str] = []
    scripted.engine_died.connect(sentences.append)
    for death in range(1, 5):
        client.is_alive = False
        qtbot.waitUntil(lambda death=death: len(sentences) == death)

    assert client.starts == 4
    assert "was not started again" in sentences[-1]
    scripted.start_run(Run(parameters_of(NETWORK)))
    assert client.starts == 5


def test_stopping_within_an_answer_ends_the_conversation(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot
) -> None:
    revision = scripted.set_project(network=NETWORK, data=DATA)
    scripted.frame_received.connect(lambda _frame: scripted.stop())

    passed = received(scripted, client, qtbot, frame(revision), frame(revision))

    assert len(passed) == 1
    assert not client.is_alive


def test_an_engine_that_does_not_answer_a_pause_is_replaced(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.engine_client.PAUSE_TIMEOUT_MS", 50)
    scripted.start_run(Run(parameters_of(NETWORK)))
    starts = client.starts
    with qtbot.waitSignal(scripted.engine_died, timeout=ANSWER_MS) as died:
        scripted.pause_run()
    assert "it did not answer" in died.args[0]
    assert client.starts == starts + 1


def test_an_engine_that_answers_a_pause_is_kept(
    scripted: EngineProcess, client: ScriptedClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.engine_client.PAUSE_TIMEOUT_MS", 50)
    run_id = scripted.start_run(Run(parameters_of(NETWORK)))
    with qtbot.waitSignal(scripted.run_stopped, timeout=ANSWER_MS):
        scripted.pause_run()
        client.answers.append(run_stopped(run_id))
    with qtbot.assertNotEmitted(scripted.engine_died, wait=150):
        pass
