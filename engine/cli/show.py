"""`neurocanvas show`: what is in a project file."""

import math
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from engine.cli.command import Command
from engine.cli.facts import ConnectionFacts, DataFacts, LayerFacts, ProjectFacts, RunFacts, project_facts
from engine.cli.output import counted, number, table, write, write_json
from engine.data.sources import DATA_SOURCES
from engine.network.activations import activation_function
from engine.network.initializers import initializer
from engine.network.kinds import layer_kind
from engine.network.losses import loss
from engine.network.optimizers import OptimizerSettings, optimizer
from engine.network.schedules import WARM_UP, ScheduleSettings, schedule
from engine.project.file import load_project
from engine.project.settings import CLIP_NORM, L1, L2, TrainingSettings

_NONE = "–"
Pairs = list[tuple[str, str]]


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project file")
    parser.add_argument("--json", action="store_true", help="write one line of JSON instead of tables")


def _run(arguments: Namespace) -> int:
    facts = project_facts(load_project(arguments.file))
    if arguments.json:
        write_json(facts)
    else:
        write(_text(facts))
    return 0


def _text(facts: ProjectFacts) -> str:
    sections = {
        "Layers": [*_layers(facts.layers), *(f"  {sentence}" for sentence in facts.problems), *_total(facts)],
        "Connections": _connections(facts.connections),
        "Data": [table(_data(facts.data))],
        "Training": [table(_training(facts.training))],
        "Run": [table(_progress(facts.run)) if facts.run else f"  {_no_run(facts)}"],
    }
    return "\n\n".join("\n".join([title, *lines]) for title, lines in sections.items() if lines)


def _no_run(facts: ProjectFacts) -> str:
    if facts.earlier_runs:
        return "Trained before; an edit ended the run, and what was learnt stayed in the weights."
    return "Not trained yet."


def _layers(layers: Sequence[LayerFacts]) -> list[str]:
    if not layers:
        return []
    rows = [
        (
            layer.name,
            layer_kind(layer.kind).label,
            _shape(layer.shape),
            activation_function(layer.activation_function).label if layer.activation_function else _NONE,
            f"{layer.parameters:,}" if layer.parameters else _NONE,
            ", ".join(layer.sources) or _NONE,
        )
        for layer in layers
    ]
    return [table([("name", "kind", "shape", "activation", "parameters", "from"), *rows], right=(2, 4))]


def _total(facts: ProjectFacts) -> list[str]:
    frozen = sum(layer.frozen_biases for layer in facts.layers) + sum(item.frozen for item in facts.connections)
    noted = f", {frozen:,} of them frozen" if frozen else ""
    return [f"  {counted(facts.parameters, 'parameter')} in all{noted}"] if facts.layers else []


def _connections(connections: Sequence[ConnectionFacts]) -> list[str]:
    if not connections:
        return []
    rows = [
        (
            connection.source,
            connection.target,
            _shape(connection.shape),
            *(f"{count:,}" for count in (connection.edges, connection.removed, connection.frozen)),
        )
        for connection in connections
    ]
    return [table([("from", "to", "shape", "edges", "removed", "frozen"), *rows], right=(2, 3, 4, 5))]


def _data(data: DataFacts) -> Pairs:
    source = DATA_SOURCES[data.source]
    labels = {parameter.field: parameter.label for parameter in source.parameters}
    pairs = [("Source", source.label), ("Task", data.task)]
    pairs += [(labels[field], number(value)) for field, value in data.parameters.items()]
    if data.user_points is not None:
        pairs.append(("Points", f"{data.user_points[0]:,} with {counted(data.user_points[1], 'input')}"))
    return [*pairs, ("Standardised", "yes" if data.standardize else "no")]


def _training(training: TrainingSettings) -> Pairs:
    initialization = training.initialization
    return [
        ("Loss", _loss(training)),
        ("Optimizer", _optimizer(training.optimizer)),
        ("Learning rate α", number(training.learning_rate)),
        *_schedule(training.schedule),
        ("Batch size B", f"{training.batch_size:,}"),
        ("Epochs E", f"{training.epochs:,}"),
        ("Weight decay λ", number(training.weight_decay)),
        *((each.title, number(value)) for each in (CLIP_NORM, L1, L2) if (value := getattr(training, each.field))),
        ("Initial weights", f"{initializer(initialization.scheme).label}, seed {initialization.seed}"),
        ("Order of samples", "new every epoch" if training.shuffle else "the same every epoch"),
        ("Device", f"{training.device}, {training.precision}"),
    ]


def _loss(training: TrainingSettings) -> str:
    chosen = loss(training.loss)
    values = ((each, getattr(training.loss_numbers, each.field)) for each in chosen.parameters)
    numbers = (f"{each.symbol} = {number(value)}" for each, value in values if value)
    return ", ".join((chosen.label, *numbers))


def _optimizer(settings: OptimizerSettings) -> str:
    rule = optimizer(settings.name)
    numbers = (f"{each.symbol} = {number(getattr(settings, each.field))}" for each in rule.parameters)
    return ", ".join((rule.label, *numbers))


def _schedule(settings: ScheduleSettings) -> Pairs:
    chosen = schedule(settings.name)
    numbers = (f"{each.symbol} = {number(getattr(settings, each.field))}" for each in chosen.parameters)
    warm_up = [(WARM_UP.title, number(settings.warm_up_epochs))] if settings.warm_up_epochs else []
    return [("Schedule of α", ", ".join((chosen.label, *numbers))), *warm_up]


def _progress(run: RunFacts) -> Pairs:
    measured = {
        "Training loss": run.training_loss,
        "Validation loss": run.validation_loss,
        "Training accuracy": run.training_accuracy,
        "Validation accuracy": run.validation_accuracy,
    }
    pairs = [("Steps", f"{run.step:,}"), ("Epochs", f"{run.epoch:,}")]
    return pairs + [(label, number(value)) for label, value in measured.items() if not math.isnan(value)]


def _shape(shape: Sequence[int]) -> str:
    return "×".join(map(str, shape))


SHOW = Command(
    name="show",
    help="print layers, shapes, parameters, data",
    description="Print what is in a project file: its layers and matrices, its data, and how it is and was trained.",
    examples=("neurocanvas show xor.neuro", "neurocanvas show xor.neuro --json"),
    add_arguments=_add_arguments,
    run=_run,
)
