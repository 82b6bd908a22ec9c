import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.specification import DataSpecification
from engine.network.model import Network
from engine.process.client import EngineClient
from engine.process.events import DataMade, EngineFailed
from engine.process.requests import SetProject
from tests.engine.process import workers
from tests.engine.process.conversation import Conversation, eventually
from tests.engine.training.networks import chain

PROJECT = SetProject(1, Network(), DataSpecification())


def answers(client: EngineClient) -> bool:
    """Tell whether the engine makes data when asked to."""
    conversation = Conversation(client)
    conversation.send(PROJECT)
    return conversation.wait_for(DataMade).revision == 1


def is_gone(process_id: int) -> bool:
    """Tell whether a process has ended, reaped or not."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_start_answer_stop() -> None:
    client = EngineClient()
    assert not client.is_alive
    client.start()
    process_id = client.process_id

    assert client.is_alive
    assert answers(client)
    client.stop()

    assert not client.is_alive
    assert client.process_id is None
    assert process_id is not None
    assert is_gone(process_id)


def test_an_engine_killed_is_noticed_and_another_started() -> None:
    client = EngineClient()
    client.start()
    assert answers(client)
    first = client.process_id
    assert first is not None

    os.kill(first, signal.SIGKILL)

    assert eventually(lambda: not client.is_alive)
    assert client.cause_of_death == "signal SIGKILL"
    assert client.receive() == []
    client.start()
    assert client.process_id != first
    assert answers(client)
    client.stop()


def test_ctrl_c_in_the_terminal_does_not_end_the_engine() -> None:
    client = EngineClient()
    client.start()
    assert answers(client)
    assert client.process_id is not None

    os.kill(client.process_id, signal.SIGINT)

    assert answers(client)
    client.stop()


def test_an_engine_that_does_not_listen_neither_blocks_sending_nor_outlives_stop() -> None:
    client = EngineClient(workers.hang)
    client.start()
    process_id = client.process_id
    huge = replace(PROJECT, network=chain(500, 1000, 1))

    for revision in range(1, 20):
        client.send(replace(huge, revision=revision))
    client.stop(grace_s=0.2)

    assert process_id is not None
    assert is_gone(process_id)


def test_how_an_engine_ended_is_told() -> None:
    client = EngineClient(workers.die)
    client.start()

    assert eventually(lambda: not client.is_alive)
    assert eventually(lambda: client.cause_of_death == "exit code 3")
    client.stop()


def test_the_engine_does_not_outlive_its_window() -> None:
    script = (
        "import os, sys\n"
        "from engine.process.client import EngineClient\n"
        "client = EngineClient()\n"
        "client.start()\n"
        "print(client.process_id, flush=True)\n"
        "sys.stdin.read()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    window = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    process_id = int(window.stdout.readline())

    window.communicate()

    assert eventually(lambda: is_gone(process_id), timeout=20)


def test_a_request_that_no_message_can_hold_is_told_and_those_after_it_go_out() -> None:
    client = EngineClient()
    client.start()
    conversation = Conversation(client)
    try:
        conversation.send(replace(PROJECT, data=DataSpecification(sample_count=10**30)))
        assert "OverflowError" in conversation.wait_for(EngineFailed).traceback
        assert answers(client)
    finally:
        client.stop()


@pytest.mark.parametrize("size", [0, 300_000])
def test_arrays_cross_the_pipe_as_they_are(size: int) -> None:
    points = np.random.default_rng(0).standard_normal((size or 2, 2))
    own = DataSpecification(
        source="own", user_inputs=points, user_targets=(points[:, :1] > 0).astype(float), validation_fraction=0.0
    )
    client = EngineClient()
    client.start()
    conversation = Conversation(client)
    try:
        conversation.send(SetProject(1, Network(), own))
        made = conversation.wait_for(DataMade).data_set
    finally:
        client.stop()

    assert made.inputs.tobytes() == points.tobytes()
