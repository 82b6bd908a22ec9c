"""Errors nobody foresaw, provoked in a worker that runs on a thread of the test."""

import multiprocessing
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest
import torch

from engine.data.specification import DataSpecification
from engine.network.model import parameters_of
from engine.process import looking, worker
from engine.process.codec import decode_event, encode
from engine.process.messages import (
    BoundaryRequest,
    DataMade,
    EngineFailed,
    Event,
    Frame,
    Request,
    RunStopped,
    SetProject,
    Shutdown,
    StartRun,
    Watch,
)
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
    engine.send(Watch(boundary=BoundaryRequest((0, 1), (0, 1), (0, 1), 5)))
    engine.send(SetProject(1, NETWORK, DataSpecification()))

    assert "by a test" in engine.wait_for(EngineFailed).traceback
    assert "could not compute" in engine.wait_for(Frame).note


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
