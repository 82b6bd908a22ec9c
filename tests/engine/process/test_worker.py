"""The engine process itself, spoken to as the window does. One process serves nearly all of these tests."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace

from engine.analysis.evaluation import evaluate
from engine.arrays import same_value
from engine.data.sources import default_specification, make_data_set
from engine.data.specification import DataSpecification
from engine.network.model import Network, parameters_of, with_parameters
from engine.process.client import EngineClient
from engine.process.events import (
    DataMade,
    EngineReady,
    Event,
    FoundSample,
    Frame,
    MeasuredTestPart,
    RequestRefused,
    RunStopped,
)
from engine.process.pictures import (
    BoundaryField,
    BoundaryRequest,
    Distribution,
    DistributionRequest,
    Metrics,
    MetricsRequest,
)
from engine.process.requests import (
    FindSample,
    LimitSpeed,
    MeasureTestPart,
    PauseRun,
    SetProject,
    StartRun,
    TakeFrame,
    Watch,
)
from engine.process.sample_groups import SamplesInBin
from engine.project.history import named
from engine.project.project import Run
from engine.project.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.process.conversation import Conversation
from tests.engine.training.networks import chain

NETWORK = chain(2, 4, 1)
DATA = replace(default_specification("circles"), sample_count=60)
TRAINING = TrainingSettings(device="cpu", batch_size=5)
BOUNDARY = BoundaryRequest(inputs=(0, 1), x_range=(-1.0, 1.0), y_range=(-1.0, 1.0), resolution=12)
WATCH = Watch(parameters=True, views={"boundary": BOUNDARY, "distribution": DistributionRequest("L2", bins=10)})

revisions = iter(range(1, 10_000))
run_ids = iter(range(1, 10_000))


@pytest.fixture(scope="module")
def client() -> Iterator[EngineClient]:
    client = EngineClient()
    client.start()
    yield client
    client.stop()


@pytest.fixture
def engine(client: EngineClient) -> Iterator[Conversation]:
    """Give an idle engine with nothing watched and its next frame free to come."""
    client.start()
    conversation = Conversation(client)
    conversation.send(TakeFrame(), Watch())
    set_project(conversation)
    take = taking_frames(conversation)
    revision = conversation.wait_for(DataMade, on_event=take).revision
    conversation.wait_for(Frame, lambda frame: frame.revision == revision, on_event=take)
    conversation.forget()
    return conversation


def set_project(
    engine: Conversation,
    network: Network = NETWORK,
    data: DataSpecification = DATA,
    training: TrainingSettings = TRAINING,
) -> int:
    revision = next(revisions)
    engine.send(SetProject(revision, network, data, training))
    return revision


def start(engine: Conversation, run: Run | None = None, **limits: int) -> int:
    run_id = next(run_ids)
    engine.send(StartRun(run_id, run or Run(parameters_of(NETWORK)), **limits))
    return run_id


def taking_frames(engine: Conversation) -> Callable[[Event], None]:
    """Give a handler that asks for the next frame whenever one has come."""

    def take(event: Event) -> None:
        if isinstance(event, Frame):
            engine.send(TakeFrame())

    return take


def rows(engine: Conversation) -> np.ndarray:
    """Give all rows of history received, in order."""
    parts = [
        event.history if isinstance(event, Frame) else event.run.history
        for event in engine.events
        if isinstance(event, Frame | RunStopped)
    ]
    return np.concatenate(parts)


def test_looking_is_answered_before_torch_has_loaded() -> None:
    client = EngineClient()
    engine = Conversation(client)
    client.start()
    try:
        revision = set_project(engine)
        engine.send(WATCH)
        engine.wait_for(EngineReady)
    finally:
        client.stop()

    made, frame = engine.of(DataMade)[0], engine.of(Frame)[-1]
    assert made.revision == revision
    assert same_value(made.data_set, make_data_set(DATA))
    assert frame.view("boundary", BoundaryField).outputs.shape == (12, 12, 1)
    assert frame.view("distribution", Distribution) is not None
    assert engine.of(EngineReady)[0].devices[0] == "cpu"


def test_a_run_is_the_trainers_bit_for_bit_and_its_history_complete(engine: Conversation) -> None:
    engine.send(WATCH)
    run_id = start(engine, epochs=30)

    stopped = engine.wait_for(RunStopped, on_event=taking_frames(engine))

    trainer = Trainer(NETWORK, make_data_set(DATA), TRAINING)
    trainer.measure()
    trainer.advance(30 * trainer.mini_batches_per_epoch)
    assert (stopped.run_id, stopped.reason, stopped.sentence, stopped.device) == (run_id, "finished", "", "cpu")
    assert same_value(stopped.parameters, trainer.parameters())
    assert same_value(replace(stopped.run, history=rows(engine)), trainer.run())
    assert len(rows(engine)) == 31
    assert stopped.steps_per_second > 0


def test_frames_come_only_when_the_last_one_was_taken(engine: Conversation) -> None:
    set_project(engine)
    engine.wait_for(Frame)

    start(engine, epochs=40)
    engine.wait_for(RunStopped)

    assert len(engine.of(Frame)) == 1
    assert len(rows(engine)) == 41


def test_frames_show_the_live_parameters(engine: Conversation) -> None:
    engine.send(WATCH)
    run_id = start(engine)
    take = taking_frames(engine)
    frame = engine.wait_for(Frame, lambda frame: frame.run_id == run_id and frame.step > 50, on_event=take)
    engine.send(PauseRun(run_id))
    engine.wait_for(RunStopped, on_event=take)

    assert frame.parameters is not None
    assert "boundary" in frame.views
    assert frame.device == "cpu"
    assert frame.steps_per_second > 0
    live = with_parameters(NETWORK, frame.parameters)
    weight, bias = live.connections[0].weight, live.layers[1].bias
    hidden = np.tanh(weight @ [-1.0, -1.0] + bias)
    corner = live.connections[1].weight @ hidden + live.layers[2].bias
    np.testing.assert_allclose(frame.view("boundary", BoundaryField).outputs[0, 0], corner, rtol=1e-4, atol=1e-5)


def test_a_pause_is_answered_soon_and_resuming_is_as_if_it_had_not_been(engine: Conversation) -> None:
    run_id = start(engine)
    engine.wait_for(Frame, lambda frame: frame.run_id == run_id)
    asked = time.monotonic()
    engine.send(PauseRun(run_id))
    paused = engine.wait_for(RunStopped)
    answered = time.monotonic() - asked

    assert paused.reason == "paused"
    assert answered < 1.0  # a chunk is 12 ms; the rest is for a busy machine
    assert rows(engine)[-1, 0] == paused.run.step

    set_project(engine, network=with_parameters(NETWORK, paused.parameters))
    start(engine, run=replace(paused.run, history=paused.run.history[-1:]), mini_batches=37)
    resumed = engine.wait_for(RunStopped)

    trainer = Trainer(NETWORK, make_data_set(DATA), TRAINING)
    trainer.advance(paused.run.step + 37)
    assert resumed.reason == "finished"
    assert resumed.run.step == trainer.step
    assert same_value(resumed.parameters, trainer.parameters())


def test_what_is_edited_meanwhile_does_not_reach_the_run(engine: Conversation) -> None:
    run_id = start(engine)
    engine.wait_for(Frame, lambda frame: frame.run_id == run_id)
    revision = set_project(engine, network=chain(2, 7, 1))
    take = taking_frames(engine)
    engine.send(TakeFrame(), WATCH)
    frame = engine.wait_for(
        Frame, lambda frame: frame.revision == revision and frame.parameters is not None, on_event=take
    )
    engine.send(PauseRun(run_id))
    stopped = engine.wait_for(RunStopped, on_event=take)

    assert frame.run_id == run_id
    assert frame.parameters is not None
    assert frame.parameters.weights[0].shape == (4, 2)
    assert stopped.parameters.weights[0].shape == (4, 2)


def test_divergence_stops_the_run_with_a_sentence_and_finite_parameters(engine: Conversation) -> None:
    wild = replace(TRAINING, learning_rate=1e6, loss="squared_error")
    network = chain(2, 4, 1, activation="relu")
    set_project(engine, network=network, training=wild)
    start(engine, run=Run(parameters_of(network)), epochs=100)

    stopped = engine.wait_for(RunStopped)

    assert stopped.reason == "diverged"
    assert "the learning rate 1e6 is too large" in stopped.sentence
    assert stopped.parameters.all_finite


def test_after_divergence_the_last_loss_told_is_that_of_the_parameters_kept(engine: Conversation) -> None:
    network = chain(2, 4, 1)
    set_project(engine, network=network, training=replace(TRAINING, learning_rate=100.0, loss="squared_error"))
    start(engine, run=Run(parameters_of(network)), epochs=100)

    stopped = engine.wait_for(RunStopped)

    last = named(stopped.run.history[-1])
    assert stopped.reason == "diverged"
    assert last["step"] == stopped.run.step
    assert stopped.run.mini_batch > 0, "in the midst of an epoch, where nothing else is measured"
    assert last["training_loss"] > 1e10


def test_a_network_that_does_not_fit_the_data_is_told_when_the_run_starts(engine: Conversation) -> None:
    network = chain(3, 1)
    set_project(engine, network=network)
    start(engine, run=Run(parameters_of(network)), epochs=1)

    stopped = engine.wait_for(RunStopped)

    assert stopped.reason == "failed"
    assert stopped.sentence == "The data has 2 inputs, but the input layer has 3 neurons."
    assert same_value(stopped.parameters, parameters_of(network))


def test_data_that_cannot_be_made_is_refused_and_then_nothing_trains(engine: Conversation) -> None:
    revision = set_project(engine, data=replace(DATA, sample_count=-5))

    refused = engine.wait_for(RequestRefused)
    start(engine, epochs=1)
    stopped = engine.wait_for(RunStopped)

    assert refused.revision == revision
    assert "-5" in refused.sentence.replace("−", "-")
    assert stopped.reason == "failed"


def test_an_unfinished_network_gives_a_frame_with_a_note(engine: Conversation) -> None:
    engine.send(WATCH)
    revision = set_project(engine, network=Network())

    frame = engine.wait_for(
        Frame, lambda frame: frame.revision == revision and bool(frame.notes), on_event=taking_frames(engine)
    )

    assert frame.notes["boundary"] == "The canvas is empty: drag an input layer onto it."
    assert "boundary" not in frame.views
    assert frame.run_id == 0


def test_one_mini_batch_ends_in_the_middle_of_an_epoch_with_a_row_of_its_own(engine: Conversation) -> None:
    start(engine, mini_batches=1)

    stopped = engine.wait_for(RunStopped)

    assert (stopped.run.step, stopped.run.epoch, stopped.run.mini_batch) == (1, 0, 1)
    assert rows(engine)[:, 0].tolist() == [0, 1]


def test_a_newer_run_takes_the_place_of_an_older_one(engine: Conversation) -> None:
    first = start(engine)
    engine.wait_for(Frame, lambda frame: frame.run_id == first)
    second = start(engine, mini_batches=3)

    engine.wait_for(RunStopped, lambda stopped: stopped.run_id == second)

    assert [(stopped.run_id, stopped.reason) for stopped in engine.of(RunStopped)] == [
        (first, "paused"),
        (second, "finished"),
    ]


def retrain(engine: Conversation, epochs: int, training: TrainingSettings | None = None) -> int:
    """Ask for a run from weights of its own, as the window does while a slider moves."""
    if training is not None:
        set_project(engine, training=training)
    run_id = next(run_ids)
    engine.send(StartRun(run_id, Run(START), epochs=epochs, is_retraining=True))
    return run_id


START = parameters_of(chain(2, 4, 1, seed=7))


def test_retraining_begins_from_the_parameters_given_and_shows_all_of_it_when_it_is_over(engine: Conversation) -> None:
    engine.send(WATCH)
    run_id = retrain(engine, epochs=3)

    stopped = engine.wait_for(RunStopped, on_event=taking_frames(engine))
    frame = engine.wait_for(Frame, lambda frame: frame.run_id == run_id)

    trainer = Trainer(with_parameters(NETWORK, START), make_data_set(DATA), TRAINING)
    trainer.measure()
    trainer.advance(3 * trainer.mini_batches_per_epoch)
    assert same_value(stopped.parameters, trainer.parameters())
    assert same_value(replace(stopped.run, history=rows(engine)), trainer.run())
    assert frame.parameters is not None
    assert same_value(frame.parameters, stopped.parameters)
    assert "boundary" in frame.views


def test_a_result_of_retraining_is_shown_even_if_the_window_was_still_drawing_the_one_before(
    engine: Conversation,
) -> None:
    first = retrain(engine, epochs=2)
    engine.wait_for(Frame, lambda frame: frame.run_id == first)
    second = retrain(engine, epochs=3)
    stopped = engine.wait_for(RunStopped, lambda stopped: stopped.run_id == second)

    engine.send(TakeFrame())
    frame = engine.wait_for(Frame)

    assert (frame.run_id, frame.epoch) == (second, 3)
    assert frame.parameters is not None
    assert same_value(frame.parameters, stopped.parameters)


def test_of_retraining_that_is_given_up_no_more_is_shown_but_the_project_again(engine: Conversation) -> None:
    engine.send(WATCH)
    run_id = retrain(engine, epochs=1_000_000)
    engine.wait_for(Frame, lambda frame: frame.run_id == run_id)
    engine.send(PauseRun(run_id))
    engine.send(TakeFrame())
    engine.wait_for(RunStopped, on_event=taking_frames(engine))
    engine.send(TakeFrame())
    frame = engine.wait_for(Frame, lambda frame: frame.run_id == 0)
    assert "boundary" in frame.views


def test_of_a_result_that_is_given_up_before_it_was_shown_the_project_is_shown(engine: Conversation) -> None:
    shown = retrain(engine, epochs=2)
    engine.wait_for(Frame, lambda frame: frame.run_id == shown)
    given_up = retrain(engine, epochs=2)
    engine.wait_for(RunStopped, lambda stopped: stopped.run_id == given_up)

    engine.send(PauseRun(given_up))
    engine.send(TakeFrame())

    assert engine.wait_for(Frame).run_id == 0


def test_retraining_that_takes_long_shows_how_far_it_has_come(engine: Conversation) -> None:
    engine.send(WATCH)
    began = time.monotonic()
    run_id = retrain(engine, epochs=1_000_000)

    frame = engine.wait_for(Frame, lambda frame: frame.run_id == run_id, on_event=taking_frames(engine))

    assert time.monotonic() - began >= 0.1
    assert frame.step > 0
    assert len(frame.history) == frame.epoch + 1
    engine.send(PauseRun(run_id))
    engine.wait_for(RunStopped, lambda stopped: stopped.run_id == run_id, on_event=taking_frames(engine))


def test_the_newest_retraining_takes_over_once_something_of_an_older_one_was_shown(engine: Conversation) -> None:
    engine.send(Watch(parameters=True))
    shown: list[int] = []

    def look(event: Event) -> None:
        taking_frames(engine)(event)
        if isinstance(event, Frame) and event.run_id:
            shown.append(event.run_id)

    first = retrain(engine, epochs=1_000_000)
    engine.wait_for(Frame, lambda frame: frame.run_id == first, on_event=look)
    forgotten = retrain(engine, epochs=2_000_000, training=replace(TRAINING, learning_rate=0.2))
    last = retrain(engine, epochs=2, training=replace(TRAINING, learning_rate=0.3))

    stopped = engine.wait_for(RunStopped, on_event=look)

    assert stopped.run_id == last
    assert stopped.run.epoch == 2
    assert forgotten not in shown
    trainer = Trainer(with_parameters(NETWORK, START), make_data_set(DATA), replace(TRAINING, learning_rate=0.3))
    trainer.advance(2 * trainer.mini_batches_per_epoch)
    assert same_value(stopped.parameters, trainer.parameters())


def test_the_newest_retraining_begins_without_another_word_from_the_window(engine: Conversation) -> None:
    first = retrain(engine, epochs=1_000_000)
    engine.wait_for(Frame, lambda frame: frame.run_id == first)
    last = retrain(engine, epochs=2)

    stopped = engine.wait_for(RunStopped, timeout=5.0)

    assert stopped.run_id == last


def test_a_run_takes_over_the_learning_rate_but_not_the_batch_size(engine: Conversation) -> None:
    run_id = start(engine)
    engine.wait_for(Frame, lambda frame: frame.run_id == run_id, on_event=taking_frames(engine))
    set_project(engine, training=replace(TRAINING, batch_size=7))
    set_project(engine, training=replace(TRAINING, learning_rate=1e-12))
    before = engine.wait_for(Frame, lambda frame: frame.run_id == run_id, on_event=taking_frames(engine))
    engine.wait_for(
        Frame,
        lambda frame: len(frame.history) > 1 and len(set(frame.history[:, 2].round(9))) == 1,
        on_event=taking_frames(engine),
    )
    engine.send(PauseRun(run_id))

    stopped = engine.wait_for(RunStopped, on_event=taking_frames(engine))

    assert before.run_id == run_id
    assert stopped.reason == "paused"


def test_a_limit_of_the_speed_holds_until_it_is_lifted(engine: Conversation) -> None:
    engine.send(LimitSpeed(20.0))
    began = time.monotonic()
    start(engine, mini_batches=10)
    engine.wait_for(RunStopped, on_event=taking_frames(engine))
    limited = time.monotonic() - began

    engine.send(LimitSpeed(None))
    start(engine, mini_batches=500)
    stopped = engine.wait_for(RunStopped, on_event=taking_frames(engine))

    assert limited >= 0.4
    assert stopped.steps_per_second > 50


def test_a_pause_is_heard_at_one_step_a_second(engine: Conversation) -> None:
    engine.send(LimitSpeed(1.0))
    run_id = start(engine)
    engine.wait_for(Frame, lambda frame: frame.run_id == run_id and frame.step == 1, on_event=taking_frames(engine))
    asked = time.monotonic()
    engine.send(PauseRun(run_id))
    engine.wait_for(RunStopped, on_event=taking_frames(engine))
    engine.send(LimitSpeed(None))

    assert time.monotonic() - asked < 0.5


def test_metrics_are_measured_on_training_and_validation_while_watched(engine: Conversation) -> None:
    engine.send(Watch(views={"metrics": MetricsRequest()}))

    frame = engine.wait_for(Frame, lambda frame: "metrics" in frame.views, on_event=taking_frames(engine))

    data_set = make_data_set(DATA)
    parts = frame.view("metrics", Metrics).parts
    assert set(parts) == {"training", "validation"}
    assert same_value(parts["validation"], evaluate(NETWORK, data_set, TRAINING, "validation"))


def test_the_test_part_is_measured_when_asked(engine: Conversation) -> None:
    data = replace(DATA, test_fraction=0.25)
    revision = set_project(engine, data=data)
    engine.send(MeasureTestPart())

    measured = engine.wait_for(MeasuredTestPart)

    assert measured.revision == revision
    assert same_value(measured.evaluation, evaluate(NETWORK, make_data_set(data), TRAINING, "test"))


@pytest.mark.parametrize("is_training", [False, True])
def test_a_sample_of_a_bar_is_found_when_asked(engine: Conversation, is_training: bool) -> None:
    if is_training:
        engine.send(LimitSpeed(1.0))
        start(engine)
    group = SamplesInBin("L2", 0, "pre_activation", -1e9, 1e9)
    engine.send(FindSample(group))

    found = engine.wait_for(FoundSample)

    data_set = make_data_set(DATA)
    assert found.group == group
    assert found.count == len(data_set.training_indices)
    assert found.sample in data_set.training_indices
    if is_training:
        engine.send(LimitSpeed(None), PauseRun(engine.wait_for(Frame).run_id))
        engine.wait_for(RunStopped)


def test_a_sample_that_cannot_be_found_says_why(engine: Conversation) -> None:
    engine.send(FindSample(SamplesInBin("gone", 0, "activation", 0.0, 1.0)))

    found = engine.wait_for(FoundSample)

    assert found.sample is None
    assert "gone" in found.sentence


def test_data_without_a_test_part_say_so(engine: Conversation) -> None:
    engine.send(MeasureTestPart())

    measured = engine.wait_for(MeasuredTestPart)

    assert measured.evaluation is None
    assert measured.sentence == "The data has no test part."
