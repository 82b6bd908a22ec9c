"""Damaged and hostile project files: each gives one sentence that says what is wrong and where."""

import os
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.errors import ProjectFileError
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project
from engine.project.file.migrations import FORMAT_VERSION, migrate
from engine.project.project import begin_run

Document = dict[str, Any]
Arrays = dict[str, Any]
HISTORY = np.array([[0.0, 0.0, 0.7, np.nan, 0.5, np.nan, 0.0]])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Save a small project with a run: 2-4-1."""
    project = EXAMPLES["xor"].build()
    path = tmp_path / "net.neuro"
    save_project(replace(project, run=replace(begin_run(project), history=HISTORY)), path)
    return path


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def change_document(path: Path, change: Callable[[Document], object]) -> None:
    members = members_of(path)
    document = msgspec.json.decode(members["project.json"])
    change(document)
    write(path, members | {"project.json": msgspec.json.encode(document)})


def change_arrays(path: Path, change: Callable[[Arrays], object]) -> None:
    members = members_of(path)
    arrays = {name: array.copy() for name, array in safetensors.numpy.load(members["parameters.safetensors"]).items()}
    change(arrays)
    write(path, members | {"parameters.safetensors": safetensors.numpy.save(arrays)})


def refusal(path: Path) -> str:
    """Open a file that must be refused, and give the sentence after “net.neuro” cannot be opened."""
    with pytest.raises(ProjectFileError) as caught:
        load_project(path)
    sentence = str(caught.value)
    start = f"“{path.name}” cannot be opened: "
    assert sentence.startswith(start)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence.removeprefix(start)


def test_a_file_that_was_only_packed_again_opens(good: Path) -> None:
    write(good, members_of(good))
    assert load_project(good).network.layers[1].name == "Hidden"


def test_every_truncation_is_refused(good: Path) -> None:
    content = good.read_bytes()
    for length in range(1, len(content), 7):
        good.write_bytes(content[:length])
        assert refusal(good) in {"it is incomplete: its end is missing.", "it is no Neurocanvas project."}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0), value=st.integers(1, 255))
@example(place=6, value=1)
def test_a_changed_byte_is_refused_or_harmless(good: Path, place: int, value: int) -> None:
    content = bytearray(good.read_bytes())
    content[place % len(content)] ^= value
    damaged = good.with_name("damaged.neuro")
    damaged.write_bytes(content)
    try:
        load_project(damaged)
    except ProjectFileError as error:
        assert str(error).startswith("“damaged.neuro” cannot be opened: ")  # noqa: PT017 - it may also open


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary() | st.binary().map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "net.neuro"
    path.write_bytes(content)
    refusal(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty."),
        (b"import os\n", "it is no Neurocanvas project."),
        (b"\x80\x04\x95 a pickle", "it is no Neurocanvas project."),
        (b"PK\x03\x04", "it is incomplete: its end is missing."),
    ],
)
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "net.neuro"
    path.write_bytes(content)
    assert refusal(path) == sentence


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.neuro").mkdir()
    assert refusal(tmp_path / "folder.neuro") == "it is a folder."
    os.mkfifo(tmp_path / "pipe.neuro")
    assert refusal(tmp_path / "pipe.neuro") == "it is not a file."
    assert refusal(tmp_path / "gone.neuro") == "there is no such file."


def test_the_folder_one_stands_in_is_named_too() -> None:
    with pytest.raises(ProjectFileError, match=r"“\.” cannot be opened: it is a folder\."):
        load_project(Path())


def test_a_file_without_permission_is_refused(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so the mode alone would not do
    assert refusal(good) == "permission denied."


@pytest.mark.parametrize("part", ["project.json", "parameters.safetensors"])
def test_a_missing_part_is_named(good: Path, part: str) -> None:
    members = members_of(good)
    del members[part]
    write(good, members)
    assert refusal(good) == f"its part {part} is missing."


@pytest.mark.parametrize("name", ["../../evil.sh", "/etc/passwd", "C:\\evil.exe", "code.pkl", "__MACOSX/x"])
def test_a_part_that_no_project_has_is_refused(good: Path, name: str) -> None:
    write(good, members_of(good) | {name: b"x"})
    assert refusal(good).endswith("has no place in a project.")
    assert not list(good.parent.rglob("*evil*"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(good: Path) -> None:
    with zipfile.ZipFile(good, "a") as archive:
        archive.writestr("project.json", b"{}")
    assert "two of the same name" in refusal(good)


def test_a_zip_bomb_takes_no_memory(good: Path) -> None:
    members = members_of(good)
    huge = b"\0" * (200 * 2**20)
    write(good, members | {"parameters.safetensors": huge})
    del huge
    tracemalloc.start()
    sentence = refusal(good)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "parameters.safetensors claims to unpack" in sentence
    assert peak < 4 * 2**20
    write(good, members | {"project.json": b" " * (65 * 2**20)}, zipfile.ZIP_STORED)
    assert refusal(good) == "its part project.json claims 68,157,440 bytes; at most 67,108,864 are read."


def test_a_size_that_lies_is_refused(good: Path) -> None:
    members = members_of(good)
    write(good, members | {"project.json": b" " * 100_000})
    content = good.read_bytes()
    for claimed in (10, 200_000):
        good.write_bytes(content.replace(struct.pack("<L", 100_000), struct.pack("<L", claimed)))
        assert refusal(good).startswith("its part project.json is damaged")


def test_a_giant_table_of_contents_is_refused(good: Path) -> None:
    write(good, members_of(good) | {f"{number:0200}": b"" for number in range(400)})
    assert refusal(good) == "its table of contents is larger than any project's."


def test_a_packing_that_projects_do_not_use_is_refused(good: Path) -> None:
    write(good, members_of(good), zipfile.ZIP_LZMA)
    assert refusal(good) == "its part project.json is packed in a way that projects do not use."


def test_an_encrypted_part_is_refused(good: Path) -> None:
    content = bytearray(good.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    good.write_bytes(content)
    assert refusal(good) == "its part project.json is encrypted."


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b"[1, 2]", b"null", b"[" * 100_000, b'{"format_version": "1"}', b"{}"]
)
def test_a_document_that_is_no_project_is_refused(good: Path, text: bytes) -> None:
    write(good, members_of(good) | {"project.json": text})
    assert refusal(good).startswith("project.json ")


def test_a_newer_format_is_told_as_such(good: Path) -> None:
    write(good, members_of(good) | {"project.json": b'{"format_version": 999, "novel": 1}', "novel.bin": b"x"})
    reads = f"this one reads up to {FORMAT_VERSION}"
    assert refusal(good) == f"it was written by a newer Neurocanvas (format 999; {reads})."


@pytest.mark.parametrize("version", [0, -1])
def test_a_format_that_never_was_is_refused(good: Path, version: int) -> None:
    change_document(good, lambda document: document.update(format_version=version))
    assert refusal(good) == f"its format {version} was never written by any Neurocanvas."


def test_an_older_format_passes_through_every_migration_since() -> None:
    migrations = {
        1: lambda document: document | {"colour": "blue"},
        2: lambda document: document | {"colour": document["colour"].upper()},
    }
    assert migrate({"format_version": 1}, current=3, migrations=migrations) == {"format_version": 3, "colour": "BLUE"}


DOCUMENT_DAMAGE: dict[str, tuple[Callable[[Document], object], str]] = {
    "wrong type": (
        lambda d: d["training"].update(epochs="many"),
        "epochs: a whole number is due, not a text",
    ),
    "missing field": (lambda d: d["training"].pop("loss"), "training: the field “loss” is missing"),
    "unknown field": (lambda d: d["training"].update(colour=1), "training: there is no field “colour”"),
    "unknown activation": (
        lambda d: d["layers"][1].update(activation_function="cubic"),
        "there is no activation function “cubic”; there are identity",
    ),
    "unknown kind": (lambda d: d["layers"][1].update(kind="pooling"), "there is no layer kind “pooling”"),
    "unknown loss": (lambda d: d["training"].update(loss="zero_one"), "there is no loss “zero_one”"),
    "unknown source": (lambda d: d["data"].update(source="mnist"), "there is no data source “mnist”"),
    "unknown task": (lambda d: d["data"].update(user_task="rank"), "the task must be one of"),
    "unknown scheme": (
        lambda d: d["training"]["initialization"].update(scheme="magic"),
        "there is no initialisation “magic”",
    ),
    "unknown device": (lambda d: d["training"].update(device="abacus"), "the device must be one of"),
    "unknown column": (lambda d: d["run"].update(history_columns=["step", "luck"]), "columns of the run's history are"),
    "optimizer's vectors missing": (
        lambda d: d["run"].update(optimizer_state={"optimizer": "adam", "updates": 3}),
        "“run.optimizer_state” is missing",
    ),
    "bad setting": (lambda d: d["training"].update(learning_rate=-1), "must be above 0 and at most 1e12; -1.0 is not"),
    "negative seed": (lambda d: d["data"].update(source="xor-points", seed=-1), "seed must be from 0 to"),
    "bad data": (lambda d: d["data"].update(sample_count=10**9), "samples must be from 10 to 10000"),
    "samples beyond counting": (
        lambda d: d["data"].update(source="xor-points", sample_count=10**19),
        "the sample count of the data must be from 0",
    ),
    "classes beyond counting": (
        lambda d: d["data"].update(source="xor-points", class_count=10**19),
        "the class count of the data must be from 0",
    ),
    "negative noise": (
        lambda d: d["data"].update(source="xor-points", noise=-1),
        "the noise of the data must be from 0",
    ),
    "dangling source": (lambda d: d["connections"][0].update(source="L9"), "there is no layer “L9”"),
    "dangling target": (lambda d: d["connections"][0].update(target="L9"), "there is no layer “L9”"),
    "into the input": (
        lambda d: d["connections"][0].update(source="L2", target="L1"),
        "no connection can lead into it",
    ),
    "duplicate id": (lambda d: d["layers"][2].update(id="L1"), "two layers have the id “L1”"),
    "duplicate name": (lambda d: d["layers"][2].update(name="Input"), "two layers have the name “Input”"),
    "blank name": (lambda d: d["layers"][2].update(name=" "), "name cannot be blank"),
    "no neurons": (lambda d: d["layers"][1].update(shape=[]), "at least one neuron, not nothing"),
    "negative neurons": (lambda d: d["layers"][1].update(shape=[-4, -1]), "at least one neuron, not -4×-1"),
    "giant layer": (lambda d: d["layers"][1].update(shape=[10**6, 10**6]), "of memory; this machine has"),
    "other width": (lambda d: d["layers"][1].update(shape=[5]), "“layers.1.bias” must be 5, but is 4"),
    "off the canvas": (lambda d: d["layers"][1].update(position=[1e300, 0]), "lies off the canvas"),
    "negative step": (lambda d: d["run"].update(step=-1), "must be numbers from 0"),
    "negative sample": (lambda d: d["view"].update(selected_sample=-1), "must be numbers from 0"),
    "wider than memory": (lambda d: d["layers"][0].update(shape=[10**13]), "of memory; this machine has"),
    "run without its arrays": (lambda d: d["layers"].pop(), "there is no layer “L3”"),
    "arrays without their run": (lambda d: d.update(run=None), "has no place in this project"),
}


@pytest.mark.parametrize("damage", DOCUMENT_DAMAGE)
def test_a_document_that_makes_no_sense_is_refused(good: Path, damage: str) -> None:
    change, sentence = DOCUMENT_DAMAGE[damage]
    change_document(good, change)
    assert sentence in refusal(good)


@pytest.mark.parametrize("inputs", [[1, 1], [-1, 0], [0, 10**19]])
def test_a_view_of_what_is_not_there_falls_back_to_the_usual_one(good: Path, inputs: list[int]) -> None:
    change_document(good, lambda d: d["view"].update(boundary_inputs=inputs, distribution_layer="L9"))
    view = load_project(good).view
    assert (view.boundary_inputs, view.distribution_layer) == ((0, 1), None)


def test_folds_of_layers_that_are_not_there_are_dropped(good: Path) -> None:
    broken = {"folded_layers": ["L9", "L2", "L2"], "unfolded_layers": ["L1", ""], "column_layers": ["L2", "L8"]}
    change_document(good, lambda d: d["view"].update(broken))
    view = load_project(good).view
    assert (view.folded_layers, view.unfolded_layers, view.column_layers) == (("L2",), ("L1",), ("L2",))


def test_a_view_of_what_is_there_is_kept(good: Path) -> None:
    change_document(good, lambda d: d["view"].update(boundary_inputs=[1, 0], distribution_layer="L2"))
    view = load_project(good).view
    assert (view.boundary_inputs, view.distribution_layer) == ((1, 0), "L2")


def _spoil(name: str, value: float) -> Callable[[Arrays], object]:
    return lambda arrays: arrays[name].flat.__setitem__(0, value)


ARRAY_DAMAGE: dict[str, tuple[Callable[[Arrays], object], str]] = {
    "wrong shape": (
        lambda a: a.update({"connections.0.weight": np.zeros((2, 4))}),
        "parameters.safetensors: “connections.0.weight” must be 4×2, but is 2×4",
    ),
    "wrong dimensions": (lambda a: a.update({"layers.1.bias": np.zeros((4, 1))}), "must be 4, but is 4×1"),
    "wrong type": (
        lambda a: a.update({"layers.1.bias": np.zeros(4, np.float32)}),
        "must be of type float64, not float32",
    ),
    "missing": (lambda a: a.pop("layers.1.bias"), "“layers.1.bias” is missing"),
    "too many": (lambda a: a.update({"layers.7.bias": np.zeros(4)}), "“layers.7.bias” has no place in this project"),
    "input with biases": (lambda a: a.update({"layers.0.bias": np.zeros(2)}), "“layers.0.bias” must be 0, but is 2"),
    "mask of floats": (lambda a: a.update({"connections.0.mask": np.ones((4, 2))}), "must be of type bool"),
    "NaN weight": (_spoil("connections.0.weight", np.nan), "a weight or bias is not a finite number"),
    "infinite bias": (_spoil("layers.1.bias", np.inf), "a weight or bias is not a finite number"),
    "NaN initial weight": (_spoil("run.initial.connections.0.weight", np.nan), "an initial weight or bias is not"),
    "infinite loss": (lambda a: a["run.history"].__setitem__((0, 2), np.inf), "training loss that is not a finite"),
    "history of five": (lambda a: a.update({"run.history": np.zeros((1, 5))}), "must be any×7, but is 1×5"),
}


@pytest.mark.parametrize("damage", ARRAY_DAMAGE)
def test_parameters_that_make_no_sense_are_refused(good: Path, damage: str) -> None:
    change, sentence = ARRAY_DAMAGE[damage]
    change_arrays(good, change)
    assert sentence in refusal(good)


def test_a_sentence_quotes_nothing_that_would_garble_a_terminal(good: Path) -> None:
    change_document(good, lambda document: document["training"].update(loss="\x1b[31m\n" + "x" * 10_000))
    sentence = refusal(good)
    assert sentence.startswith("there is no loss “�[31m�xxx")
    assert len(sentence) < 500


def test_a_cycle_is_refused(good: Path) -> None:
    def close(document: Document) -> None:
        document["run"] = None
        document["connections"].append({"source": "L3", "target": "L2"})

    def add(arrays: Arrays) -> None:
        for name in [name for name in arrays if name.startswith("run.")]:
            del arrays[name]
        arrays["connections.2.weight"] = np.zeros((4, 1))

    change_document(good, close)
    change_arrays(good, add)
    assert refusal(good) == "the connections among Hidden, Output close a cycle."


def test_a_connection_made_twice_is_refused(good: Path) -> None:
    def repeat(document: Document) -> None:
        document["connections"][1] = document["connections"][0]

    def fit(arrays: Arrays) -> None:
        for name in ("connections.1.weight", "run.initial.connections.1.weight"):
            arrays[name] = np.zeros((4, 2))

    change_document(good, repeat)
    change_arrays(good, fit)
    assert refusal(good) == "two connections join “L1 → L2”."


def test_flags_that_are_neither_true_nor_false_are_refused(good: Path) -> None:
    change_arrays(good, lambda arrays: arrays.update({"layers.1.bias_frozen": np.ones(4, np.bool_)}))
    members = members_of(good)
    data = members["parameters.safetensors"]
    assert data.endswith(b"\1\1\1\1")
    write(good, members | {"parameters.safetensors": data[:-4] + b"\7\1\1\1"})
    assert refusal(good).endswith("“layers.1.bias_frozen” holds bytes that are neither true nor false.")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 8,
        b"\xff\xff\xff\xff\xff\xff\xff\x7f{}",
        struct.pack("<Q", 62) + b'{"a":{"dtype":"F64","shape":[1000000000],"data_offsets":[0,8]}}'[:62] + b"\0" * 8,
        struct.pack("<Q", 58) + b'{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}' + b"\0" * 8,
    ],
)
def test_parameters_that_are_no_safetensors_are_refused(good: Path, data: bytes) -> None:
    write(good, members_of(good) | {"parameters.safetensors": data})
    assert refusal(good) == "its part parameters.safetensors is damaged."


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ({"user_inputs": np.zeros((2, 2))}, "inputs without targets"),
        ({"user_inputs": np.zeros((2, 2)), "user_targets": np.zeros((3, 1))}, "do not fit together"),
        ({"user_inputs": np.full((2, 2), np.nan), "user_targets": np.zeros((2, 1))}, "number that is not finite"),
        ({"user_inputs": np.zeros(2), "user_targets": np.zeros((2, 1))}, "must be any×any, but is 2"),
        ({"notes": np.zeros(2)}, "“notes” has no place in this project"),
    ],
)
def test_points_that_make_no_sense_are_refused(good: Path, points: Arrays, sentence: str) -> None:
    write(good, members_of(good) | {"data.safetensors": safetensors.numpy.save(points)})
    assert sentence in refusal(good)
