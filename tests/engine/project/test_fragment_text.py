"""Parts of networks as text that may have come from anywhere."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrays import same_value
from engine.errors import EngineError
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.project import fragment_text
from engine.project.fragment_text import is_fragment, read_fragment, write_fragment
from engine.project.project import Project
from engine.project.validation import check_project
from tests.strategies import networks


@pytest.fixture
def text() -> str:
    network = add_layer(add_layer(Network(), "input", 2), "dense", 2, activation="relu", position=(280.0, 0.0))
    return write_fragment(connect(network, "L1", "L2", Initialization()))


@given(networks())
def test_what_is_read_is_what_was_written(network: Network) -> None:
    written = write_fragment(network)
    assert is_fragment(written)
    assert same_value(read_fragment(written), network)
    assert same_value(read_fragment(f"\ufeff\r\n {written}".replace("\n", "\r\n ")), network)


def test_a_person_can_read_it(text: str) -> None:
    lines = text.splitlines()
    assert lines[0] == '{"neurocanvas_fragment": 1,'
    assert lines[2].startswith('{"id":"L1","kind":"input","name":"Input","shape":[2]')
    assert "removed" not in text


CHANGES: list[tuple[str, Any, str]] = [
    ("neurocanvas_fragment", 2, "it is of format 2"),
    ("layers.1.kind", "x" * 500, "There is no layer kind"),
    ("layers.1.kind", "input", "biases"),
    ("layers.1.name", "\x1b[2J", "control characters"),
    ("layers.1.name", "", "blank"),
    ("layers.1.id", "L1", "Two layers have the id"),
    ("layers.1.name", "Input", "Two layers have the name"),
    ("layers.1.shape", [10**13], "of memory; this machine has"),
    ("layers.1.shape", [-1, -2], "at least one neuron, not -1×-2"),
    ("layers.1.shape", [3], "biases of shape"),
    ("layers.1.activation_function", "cubic", "cubic"),
    ("layers.1.position", [1e300, 0], "off the canvas"),
    ("layers.1.bias", ["1", 0], "layers 2, bias 1: a number is due, not a text"),
    ("layers.1.frozen", [2], "have no entry"),
    ("layers.1.frozen", [-1], "have no entry"),
    ("layers.1.hook", "import os", "there is no field"),
    ("connections.0.source", "L9", "no layer “L9”"),
    ("connections.0.target", "L1", "no connection can lead into it"),
    ("connections.0.weight", [], "are no matrix"),
    ("connections.0.weight", [[1, 2], [3]], "are no matrix"),
    ("connections.0.weight", [[1, 2]], "is (1, 2), not (2, 2)"),
    ("connections.0.removed", [[0, 5]], "have no entry"),
    ("connections.0.removed", [[0]], "have no entry"),
    ("connections.0.removed", [[0, 0], [0, 1], [1, 0], [1, 1]], "are connected without a single edge"),
    ("layers.0.id", "L" + "9" * 5_000, "id has at most 100 characters; one has 5,001"),
    ("layers.0.activation_function", "relu", "“Input” holds the sample as it is and has no activation function"),
    ("layers", [], "no layer"),
]


@pytest.mark.parametrize(("place", "value", "sentence"), CHANGES)
def test_whatever_is_wrong_is_one_sentence(text: str, place: str, value: Any, sentence: str) -> None:
    document = json.loads(text)
    *way, last = [int(part) if part.isdecimal() else part for part in place.split(".")]
    inner = document
    for part in way:
        inner = inner[part]
    inner[last] = value
    with pytest.raises(EngineError, match="What was pasted is no part of a network: ") as refused:
        read_fragment(json.dumps(document))
    assert sentence in str(refused.value)
    assert len(str(refused.value)) <= 410
    assert str(refused.value).isprintable()


def test_numbers_that_are_none_are_refused(text: str) -> None:
    weight = json.loads(text)["connections"][0]["weight"][0][0]
    for number in ("1e999", "NaN", "1" * 400, "-Infinity"):
        with pytest.raises(EngineError, match="no part of a network"):
            read_fragment(text.replace(json.dumps(weight), number, 1))


def test_a_network_that_feeds_itself_is_refused(text: str) -> None:
    document = json.loads(text)
    document["connections"].append({"source": "L2", "target": "L2", "weight": [[1, 2], [3, 4]]})
    with pytest.raises(EngineError, match="cycle"):
        read_fragment(json.dumps(document))


def test_a_text_too_long_is_not_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragment_text, "MAX_TEXT_LENGTH", 10)
    with pytest.raises(EngineError, match="characters long; 10 is the most"):
        read_fragment(text)


def test_too_many_weights_are_not_copied(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(fragment_text, "MAX_WEIGHTS_AS_TEXT", 3)
    with pytest.raises(EngineError, match="4 weights are too many to copy; 3 is the most"):
        write_fragment(read_fragment(text))


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")), st.integers(0, 400), st.integers(0, 5))
def test_a_damaged_text_never_does_more_than_say_so(text: str, place: int, length: int) -> None:
    network = add_layer(add_layer(Network(), "input", 2), "dense", 1)
    written = write_fragment(connect(network, "L1", "L2", Initialization()))
    for damaged in (text, written[:place] + text + written[place + length :], "[" * 100_000):
        with contextlib.suppress(EngineError):
            read = read_fragment(damaged)
            check_project(Project(network=read))
            assert same_value(read_fragment(write_fragment(read)), read)


@pytest.mark.parametrize("text", ["", "2-8-1", "{}", '{"layers": []}', "1/3", "neurocanvas_fragment"])
def test_other_texts_do_not_mean_to_be_fragments(text: str) -> None:
    assert not is_fragment(text)
