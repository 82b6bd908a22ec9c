"""`neurocanvas train`: training without a window."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.command import FAILURE, INTERRUPTION, Command, UsageError, whole_number
from engine.cli.output import number, say, table, write, write_json
from engine.cli.progress import TrainingBar
from engine.errors import ProjectFileError
from engine.network.number_setting import shown
from engine.project.edits import draw_anew
from engine.project.file import load_project, save_project
from engine.project.project import Project
from engine.project.settings import DEVICES, LARGEST_COUNT

if TYPE_CHECKING:
    from engine.training.session import TrainingResult

_STATUS = {"diverged": FAILURE, "interrupted": INTERRUPTION}


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project file")
    parser.add_argument(
        "--epochs", type=whole_number, metavar="N", help="how many more epochs; the project's E if not given"
    )
    parser.add_argument("--device", choices=DEVICES, help="where to train instead of the project's device")
    parser.add_argument(
        "--seed",
        type=whole_number,
        metavar="S",
        help="start anew, from initial weights and an order of samples drawn with this seed as the project says; "
        "without it training goes on from the weights in the file",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the trained project there")
    parser.add_argument("--json", action="store_true", help="write one line of JSON instead of a table")


def _run(arguments: Namespace) -> int:
    project = load_project(arguments.file)
    if arguments.seed is not None:
        project = draw_anew(project, arguments.seed)
    if arguments.out is not None:
        _check_writable(arguments.out)  # before an hour of training, not after
    result = _train(project, project.training.epochs if arguments.epochs is None else arguments.epochs, arguments)
    if result.sentence:
        say(result.sentence)
    _keep(result.project, arguments.out)  # before anything that a closed pipe could end
    facts = _facts(result)
    if arguments.json:
        write_json(facts)
    else:
        write(table([(name.replace("_", " "), _text(value)) for name, value in facts.items()], indent=0))
    return _STATUS.get(result.stopped, 0)


def _check_writable(path: Path) -> None:
    if path.is_dir():
        raise ProjectFileError(f"{path} is a folder; --out names a file.")
    if not path.parent.is_dir():
        raise ProjectFileError(f"There is no folder {path.parent} to write {path.name} into.")
    if not os.access(path.parent, os.W_OK):
        raise ProjectFileError(f"Nothing can be written into {path.parent}.")


def _train(project: Project, epochs: int, arguments: Namespace) -> "TrainingResult":
    if not 1 <= epochs <= LARGEST_COUNT:
        raise UsageError(f"--epochs must be between 1 and {LARGEST_COUNT:,}; {shown(epochs)} is not.")
    from engine.training.session import train  # noqa: PLC0415 - torch takes 2 s to import, and only this command needs it

    with TrainingBar(epochs) as bar:
        return train(project, epochs=epochs, device=arguments.device, on_begin=bar.begin, on_progress=bar.show)


def _keep(project: Project, out: Path | None) -> None:
    if out is None:
        say("Nothing was written: --out FILE keeps what was learnt.")
        return
    save_project(project, out)
    say(f"Wrote {out}.")


def _facts(result: "TrainingResult") -> dict[str, object]:
    """Give what `train --json` prints; NaN where there is no validation part, or no accuracy."""
    return {
        "epochs": result.epochs,
        "loss": result.final("training_loss"),
        "validation_loss": result.final("validation_loss"),
        "accuracy": result.final("training_accuracy"),
        "validation_accuracy": result.final("validation_accuracy"),
        "stopped": result.stopped,
        "device": result.device,
        "steps_per_second": result.steps_per_second,
    }


def _text(value: object) -> str:
    if isinstance(value, float):
        return "–" if value != value else number(value)  # noqa: PLR0124 - NaN where there was nothing to measure
    return str(value)


TRAIN = Command(
    name="train",
    help="train a project, with a progress bar",
    description="Train a project for some epochs, with the optimizer, loss, data and settings in its file. "
    "Ctrl-C ends it early; --out still keeps what was learnt until then.",
    examples=(
        "neurocanvas train xor.neuro --epochs 300 --out trained.neuro",
        "neurocanvas train digits.neuro --epochs 30 --device auto --seed 1 --json",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
