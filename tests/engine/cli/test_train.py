from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project
from engine.project.project import Project
from engine.training.session import train
from tests.engine.cli.told import Tell, Write

KEYS = [
    "epochs",
    "loss",
    "validation_loss",
    "accuracy",
    "validation_accuracy",
    "stopped",
    "device",
    "steps_per_second",
]


def test_training_ends_with_one_line_of_json_and_keeps_the_project(tell: Tell, saved: Write, tmp_path: Path) -> None:
    path, out = saved("circles"), tmp_path / "trained.neuro"
    before = path.read_bytes()

    told = tell("train", path, "--epochs", 20, "--device", "cpu", "--out", out, "--json")

    assert told.status == 0
    assert list(told.json) == KEYS
    expected = train(load_project(path), epochs=20, device="cpu")
    assert told.json["epochs"] == 20
    assert told.json["stopped"] == "finished"
    assert told.json["device"] == "cpu"
    assert told.json["loss"] == expected.final("training_loss")
    assert told.json["validation_accuracy"] == expected.final("validation_accuracy")
    assert told.json["steps_per_second"] > 0
    assert same_value(load_project(out), expected.project)
    assert path.read_bytes() == before


def test_a_bar_shows_epochs_loss_and_rate(tell: Tell, saved: Write) -> None:
    told = tell("train", saved("circles"), "--epochs", 3)

    assert "3/3" in told.err
    assert "loss 0." in told.err
    assert "steps/s" in told.err
    assert told.err.endswith("Nothing was written: --out FILE keeps what was learnt.\n")
    assert [line.rsplit(maxsplit=1)[0].rstrip() for line in told.out.splitlines()] == [
        key.replace("_", " ") for key in KEYS
    ]


def test_training_goes_on_from_the_file(tell: Tell, saved: Write, tmp_path: Path) -> None:
    out = tmp_path / "trained.neuro"

    tell("train", saved("circles"), "--epochs", 3, "--out", out)
    tell("train", out, "--epochs", 2, "--out", out)

    assert same_value(load_project(out), train(EXAMPLES["circles"].build(), epochs=5).project)


def test_a_seed_starts_anew_and_decides_the_run(tell: Tell, saved: Write, tmp_path: Path) -> None:
    first, again, other = (tmp_path / f"{name}.neuro" for name in ("first", "again", "other"))
    path = saved("circles")

    tell("train", path, "--epochs", 2, "--seed", 7, "--out", first)
    tell("train", first, "--epochs", 2, "--seed", 7, "--out", again)
    tell("train", path, "--epochs", 2, "--seed", 8, "--out", other)

    assert same_value(load_project(first), load_project(again))
    assert not same_value(load_project(first).network, load_project(other).network)
    assert load_project(other).training.seed == 8


def test_a_seed_leaves_weights_that_are_to_be_kept(tell: Tell, saved: Write, tmp_path: Path) -> None:
    out = tmp_path / "trained.neuro"
    tell("train", saved("xor-by-hand"), "--epochs", 1, "--seed", 7, "--out", out)

    run = load_project(out).run
    assert run is not None
    assert run.initial.weights[0].tolist() == [[1, 1], [1, 1]]


def test_without_epochs_it_trains_for_the_projects_own(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "short.neuro"
    save_project(change_training(EXAMPLES["xor"].build(), epochs=4), path)

    assert tell("train", path, "--json").json["epochs"] == 4


def test_data_without_a_validation_part_has_no_validation_loss(tell: Tell, saved: Write) -> None:
    facts = tell("train", saved("xor-by-hand"), "--epochs", 1, "--json").json

    assert facts["validation_loss"] is None
    assert facts["validation_accuracy"] is None
    assert facts["accuracy"] == 1.0
    assert tell("train", saved("xor-by-hand"), "--epochs", 1).out.splitlines()[2].split() == ["validation", "loss", "–"]


def _diverging() -> Project:
    project = change_training(EXAMPLES["xor"].build(), learning_rate=1e6)
    return replace(project, training=replace(project.training, loss="squared_error"))


def test_divergence_fails_with_its_reason_and_keeps_the_last_finite_parameters(tell: Tell, tmp_path: Path) -> None:
    path, out = tmp_path / "wild.neuro", tmp_path / "kept.neuro"
    save_project(_diverging(), path)

    told = tell("train", path, "--epochs", 50, "--out", out, "--json")

    assert told.status == 1
    assert told.json["stopped"] == "diverged"
    assert "the learning rate 1e6 is too large" in told.err
    run = load_project(out).run  # a file with NaN would not be read
    assert run is not None
    assert run.step > 0


@pytest.mark.parametrize(
    ("words", "sentence", "status"),
    [
        (("--epochs", "0"), "--epochs must be between 1 and 1,000,000,000; 0 is not.", 2),
        (("--epochs", "2.5"), "“2.5” is not a whole number.", 2),
        (("--epochs", "1e300"), "--epochs must be between 1 and 1,000,000,000; 1000000", 2),
        (("--seed", "-1"), "The seed must be at least 0 and at most 4,294,967,295; -1 is not.", 1),
        (("--device", "abacus"), "invalid choice: 'abacus'", 2),
        (("--out", "absent/x.neuro"), "There is no folder absent to write x.neuro into.", 1),
        (("--out", "."), ". is a folder; --out names a file.", 1),
    ],
)
def test_what_cannot_be_done_is_said_before_training(
    tell: Tell, saved: Write, words: tuple[str, ...], sentence: str, status: int
) -> None:
    told = tell("train", saved("circles"), *words)

    assert sentence in told.sentence
    assert told.status == status


def test_data_that_does_not_fit_gets_one_sentence(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "misfit.neuro"
    project = EXAMPLES["xor"].build()
    save_project(replace(project, network=EXAMPLES["digits"].build().network), path)

    told = tell("train", path, "--epochs", "2")

    assert told.status == 1
    assert told.out == ""
    assert told.err.startswith("neurocanvas: ")  # no bar of a training that never began
    assert told.err.count("\n") == 1
    assert "64 neurons" in told.err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")
@pytest.mark.parametrize("keeps", [True, False])
def test_ctrl_c_ends_training_and_keeps_what_was_learnt_where_asked(saved: Write, tmp_path: Path, keeps: bool) -> None:
    out = tmp_path / "kept.neuro"
    hears = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # else a job in the background
    code = f"{hears}; import sys; from engine import cli; sys.exit(cli.main(sys.argv[1:]))"
    words = ["train", str(saved("circles")), "--epochs", "1000000", *(["--out", str(out)] if keeps else [])]
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    ) as process:
        assert process.stderr is not None
        said = b""
        deadline = time.monotonic() + 40
        while b"steps/s" not in said and time.monotonic() < deadline:
            said += os.read(process.stderr.fileno(), 4096)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)

    assert process.returncode == 130
    assert b"Training was interrupted after step" in errors
    assert b"Traceback" not in errors
    assert b"interrupted" in rest
    assert out.exists() == keeps
    if keeps:
        run = load_project(out).run
        assert run is not None
        assert run.step > 0
    else:
        assert b"Nothing was written" in errors


def test_epochs_may_be_written_with_an_exponent(tell: Tell, saved: Write) -> None:
    assert tell("train", saved("xor"), "--epochs", "1e1", "--json").json["epochs"] == 10


def test_a_device_that_is_not_there_is_refused_before_a_bar_is_drawn(
    tell: Tell, saved: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.training.devices.available_devices", lambda: ("cpu",))
    told = tell("train", saved("xor"), "--device", "cuda")
    assert told.err == "neurocanvas: This computer has no NVIDIA GPU (CUDA) for torch; choose auto or cpu.\n"
