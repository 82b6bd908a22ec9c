"""Errors nobody foresaw, provoked in a worker that runs on a thread of the test."""

import multiprocessing
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest
import torch

from engine.arrays import same_value
from engine.data.specification import DataSpecification
from engine.network.model import parameters_of
from engine.process import looking, worker
from engine.process.active_run import ActiveRun
from engine.process.codec import decode_event, encode
from engine.process.events import DataMade, EngineFailed, Event, Frame, RequestRefused, RunStopped
from engine.process.pictures import BoundaryRequest
from engine.process.requests import PauseRun, Request, SetProject, Shutdown, StartRun, TakeFrame, Watch
from engine.process.training_loader import TrainingLoader
from engine.project.project import Run
from engine.training.memory import is_out_of_memory
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain

NETWORK = chain(2, 3, 1)
TIMEOUT_S = 20.0


class Engine:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def send(self, request: Request) -> None:
        self.connection.send_bytes(encode(request))

    def wait_for(self, kind: type) -> Event:
        while self.connection.poll(TIMEOUT_S):
            event = decode_event(self.connection.recv_bytes())
            if isinstance(event, kind):
                return event
        raise AssertionError(f"No {kind.__name__} came.")


@pytest.fixture
def engine() -> Iterator[Engine]:
    ours, theirs = multiprocessing.Pipe()
    serving = threading.Thread(target=worker.Worker(theirs, TrainingLoader()).serve)
    serving.start()
    engine = Engine(ours)
    yield engine
    engine.send(Shutdown())
    serving.join()
    ours.close()
    theirs.close()


def test_bytes_that_are_no_request_are_told_and_work_goes_on(engine: Engine) -> None:
    engine.connection.send_bytes(b"nonsense")
    assert "decode" in engine.wait_for(EngineFailed).traceback

    engine.send(SetProject(1, NETWORK, DataSpecification()))
    assert engine.wait_for(DataMade).revision == 1


def test_an_error_while_looking_leaves_the_frame_with_a_note(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("by a test")

    monkeypatch.setattr(looking, "boundary_field", fail)
    engine.send(Watch(views={"boundary": BoundaryRequest((0, 1), (0, 1), (0, 1), 5)}))
    engine.send(SetProject(1, NETWORK, DataSpecification()))

    assert "by a test" in engine.wait_for(EngineFailed).traceback
    assert "could not compute" in engine.wait_for(Frame).notes["boundary"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(ZeroDivisionError("by a test"), "did not foresee"), (MemoryError(), "not enough memory")],
)
def test_an_error_while_training_ends_the_run_with_a_sentence(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(Trainer, "advance", fail)
    engine.send(SetProject(1, NETWORK, DataSpecification()))
    engine.send(StartRun(5, Run(parameters_of(NETWORK))))

    stopped = engine.wait_for(RunStopped)

    assert (stopped.run_id, stopped.reason) == (5, "failed")
    assert sentence in stopped.sentence
    assert len(stopped.run.history) == 1


def test_a_run_whose_parameters_cannot_be_had_ends_with_those_it_began_with(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Trainer, "advance", fail)
    monkeypatch.setattr(Trainer, "parameters", fail)
    engine.send(SetProject(1, NETWORK, DataSpecification()))
    engine.send(StartRun(5, Run(parameters_of(NETWORK))))

    stopped = engine.wait_for(RunStopped)

    assert (stopped.run_id, stopped.reason) == (5, "failed")
    assert "not enough memory" in stopped.sentence
    assert same_value(stopped.parameters, parameters_of(NETWORK))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(ZeroDivisionError("by a test"), "did not foresee"), (MemoryError("by a test"), "not enough memory")],
)
def test_an_error_while_making_data_refuses_them_and_ends_the_run_that_waits(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(worker, "make_data_set", fail)
    engine.send(SetProject(7, NETWORK, DataSpecification()))
    engine.send(StartRun(5, Run(parameters_of(NETWORK))))

    refused = engine.wait_for(RequestRefused)
    assert refused.revision == 7
    assert sentence in refused.sentence
    assert "by a test" in engine.wait_for(EngineFailed).traceback
    stopped = engine.wait_for(RunStopped)
    assert (stopped.run_id, stopped.reason) == (5, "failed")


def test_a_run_begins_though_the_one_it_takes_the_place_of_fails(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("by a test")

    engine.send(SetProject(1, NETWORK, DataSpecification()))
    engine.send(StartRun(5, Run(parameters_of(NETWORK))))
    engine.send(TakeFrame())
    while not engine.wait_for(Frame).run_id:
        engine.send(TakeFrame())
    with monkeypatch.context() as patched:
        patched.setattr(ActiveRun, "pause", fail)
        engine.send(StartRun(6, Run(parameters_of(NETWORK)), mini_batches=1))
        failed = engine.wait_for(RunStopped)
        finished = engine.wait_for(RunStopped)

    assert (failed.run_id, failed.reason) == (5, "failed")
    assert (finished.run_id, finished.reason) == (6, "finished")


def test_a_run_whose_start_was_lost_is_ended_when_it_is_paused(engine: Engine) -> None:
    engine.send(SetProject(1, NETWORK, DataSpecification()))
    engine.send(PauseRun(5))

    stopped = engine.wait_for(RunStopped)

    assert (stopped.run_id, stopped.reason) == (5, "failed")
    assert "never received" in stopped.sentence
    assert same_value(stopped.parameters, parameters_of(NETWORK))


def test_memory_that_is_not_there_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        torch.empty(10**17)

    monkeypatch.setattr(Trainer, "__init__", fail)
    engine.send(SetProject(1, NETWORK, DataSpecification()))
    engine.send(StartRun(6, Run(parameters_of(NETWORK))))

    assert "not enough memory" in engine.wait_for(RunStopped).sentence


def test_other_errors_are_no_lack_of_memory() -> None:
    assert not is_out_of_memory(RuntimeError("shapes do not match"))
    assert is_out_of_memory(RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"))
