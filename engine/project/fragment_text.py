"""Parts of networks as text: on the clipboard, in a mail, and back. What is read is trusted as little as a file."""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.model import Connection, Layer, LayerId, Network
from engine.project.file.reporting import one_line
from engine.project.file.wording import in_words
from engine.project.project import Project
from engine.project.validation import check_outline, check_project

FORMAT_VERSION = 1
# Parsed, a hostile text may take twenty times its length in memory.
MAX_TEXT_LENGTH = 12 * 2**20
MAX_WEIGHTS_AS_TEXT = 2**19

Entries = list[list[int]]


class _Record(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, omit_defaults=True):
    """Part of the text: no field but these."""


class _LayerRecord(_Record, frozen=True, eq=False):
    """A layer; `frozen` lists the neurons (from 0) whose biases are."""

    id: LayerId
    kind: str
    name: str
    shape: tuple[int, ...]
    activation_function: str
    position: tuple[float, float]
    bias: list[float] = []
    frozen: list[int] = []
    dropout: float = 0.0
    initializer: str | None = None


class _ConnectionRecord(_Record, frozen=True, eq=False):
    """A connection; `removed` and `frozen` list edges as pairs of row and column (from 0)."""

    source: LayerId
    target: LayerId
    weight: list[list[float]]
    removed: Entries = []
    frozen: Entries = []


class _FragmentRecord(_Record, frozen=True, eq=False):
    """The whole text."""

    neurocanvas_fragment: int
    layers: list[_LayerRecord]
    connections: list[_ConnectionRecord]


def write_fragment(fragment: Network) -> str:
    """Write layers and the connections among them as JSON, a layer or connection a line; `read_fragment` reads it back.

    Raises:
        EngineError: There are more weights than make sense as text.
    """
    count = sum(connection.weight.size for connection in fragment.connections)
    if count > MAX_WEIGHTS_AS_TEXT:
        raise EngineError(f"{count:,} weights are too many to copy; {MAX_WEIGHTS_AS_TEXT:,} is the most.")
    layers = [_json(_layer_record(layer)) for layer in fragment.layers]
    connections = [_json(_connection_record(connection)) for connection in fragment.connections]
    return (
        f'{{"neurocanvas_fragment": {FORMAT_VERSION},\n'
        f'"layers": [\n{_lines(layers)}],\n'
        f'"connections": [\n{_lines(connections)}]}}\n'
    )


def is_fragment(text: str) -> bool:
    """Tell whether a text means to be a fragment, intact or not."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith("{") and "neurocanvas_fragment" in text[:200]


def read_fragment(text: str) -> Network:
    """Read what `write_fragment` wrote, wherever it has been since.

    Raises:
        EngineError: It is damaged, too large, or holds what no network does; one sentence says what.
    """
    try:
        network = _network(_record(text))
        check_project(Project(network=network))
    except EngineError as error:
        raise EngineError(one_line(f"What was pasted is no part of a network: {error}")) from None
    return network


def _record(text: str) -> _FragmentRecord:
    if len(text) > MAX_TEXT_LENGTH:
        raise EngineError(f"it is {len(text):,} characters long; {MAX_TEXT_LENGTH:,} is the most.")
    try:
        record = msgspec.json.decode(text.strip("\ufeff \t\r\n").encode(), type=_FragmentRecord)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError, OverflowError) as error:
        raise EngineError(f"{in_words(error)}.") from None
    if record.neurocanvas_fragment != FORMAT_VERSION:
        raise EngineError(
            f"it is of format {record.neurocanvas_fragment}, and this version of Neurocanvas reads format "
            f"{FORMAT_VERSION}."
        )
    check_outline(record.layers, ((connection.source, connection.target) for connection in record.connections))
    return record


def _network(record: _FragmentRecord) -> Network:
    return Network(
        layers=tuple(_layer(layer) for layer in record.layers),
        connections=tuple(_connection(connection) for connection in record.connections),
    )


def _layer(record: _LayerRecord) -> Layer:
    where = f"the biases of “{record.name}”"
    bias = np.array(record.bias, np.float64)
    return Layer(
        id=record.id,
        kind=record.kind,
        name=record.name,
        shape=record.shape,
        activation_function=record.activation_function,
        bias=bias,
        bias_frozen=_marked(bias.shape, [[index] for index in record.frozen], where),
        position=record.position,
        dropout=record.dropout,
        initializer=record.initializer,
    )


def _connection(record: _ConnectionRecord) -> Connection:
    where = f"the weights {record.source} → {record.target}"
    weight = _matrix(record.weight, where)
    return Connection(
        source=record.source,
        target=record.target,
        weight=weight,
        mask=~_marked(weight.shape, record.removed, where),
        frozen=_marked(weight.shape, record.frozen, where),
    )


def _matrix(rows: list[list[float]], where: str) -> FloatArray:
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise EngineError(f"{where} are no matrix.")
    return np.array(rows, np.float64)


def _marked(shape: tuple[int, ...], entries: Entries, where: str) -> NDArray[np.bool_]:
    marked = np.zeros(shape, np.bool_)
    for entry in entries:
        if len(entry) != len(shape) or not all(0 <= i < length for i, length in zip(entry, shape, strict=True)):
            raise EngineError(f"{where} have no entry {entry[:3]}.")
        marked[tuple(entry)] = True
    return marked


def _layer_record(layer: Layer) -> _LayerRecord:
    return _LayerRecord(
        id=layer.id,
        kind=layer.kind,
        name=layer.name,
        shape=layer.shape,
        activation_function=layer.activation_function,
        position=layer.position,
        bias=layer.bias.tolist(),
        frozen=np.flatnonzero(layer.bias_frozen).tolist(),
        dropout=layer.dropout,
        initializer=layer.initializer,
    )


def _connection_record(connection: Connection) -> _ConnectionRecord:
    return _ConnectionRecord(
        source=connection.source,
        target=connection.target,
        weight=connection.weight.tolist(),
        removed=np.argwhere(~connection.mask).tolist(),
        frozen=np.argwhere(connection.frozen).tolist(),
    )


def _json(record: Any) -> str:
    return msgspec.json.encode(record).decode()


def _lines(records: list[str]) -> str:
    return ",\n".join(records)
