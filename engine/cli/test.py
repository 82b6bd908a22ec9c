"""`neurocanvas test`: how good a project's network is on each part of its data, the test part among them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from engine.analysis.evaluation import evaluate_parts
from engine.cli.command import Command
from engine.cli.output import number, say, table, write, write_json
from engine.data.data_set import PARTS, DataSet
from engine.data.sources import make_data_set
from engine.network.metrics import METRICS, Evaluation
from engine.project.file import load_project
from engine.project.leak import leaks

NO_TEST_PART = "The data has no test part; hold some samples back for it before training."
ONCE = "Fitting to the test part is not allowed: measure it once, when nothing is left to be chosen."


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project file")
    parser.add_argument("--json", action="store_true", help="write one line of JSON instead of tables")


def _run(arguments: Namespace) -> int:
    project = load_project(arguments.file)
    data_set = make_data_set(project.data)
    measured = evaluate_parts(project.network, data_set, project.training, PARTS)
    say(ONCE if "test" in measured else NO_TEST_PART)
    for leak in leaks(project, data_set).values():
        say(leak)
    if arguments.json:
        write_json({part: _facts(found, data_set) for part, found in measured.items()})
    else:
        write("\n\n".join(_tables(measured, data_set)))
    return 0


def _facts(found: Evaluation, data_set: DataSet) -> dict[str, object]:
    facts: dict[str, object] = {"samples": found.samples, "loss": found.loss, **found.metrics}
    if data_set.task.is_classification:
        facts |= {
            "confusion": found.confusion,
            "precision": dict(zip(data_set.class_names, found.precision.tolist(), strict=True)),
            "recall": dict(zip(data_set.class_names, found.recall.tolist(), strict=True)),
        }
    return facts


def _tables(measured: dict[str, Evaluation], data_set: DataSet) -> list[str]:
    rows = [("", *measured)]
    rows.append(("samples", *(f"{found.samples:,}" for found in measured.values())))
    rows.append(("loss", *(number(found.loss) for found in measured.values())))
    for name in next(iter(measured.values())).metrics:
        rows.append((METRICS[name].label, *(number(found.metrics[name]) for found in measured.values())))
    right = range(1, len(measured) + 1)
    tables = [table(rows, right=right, indent=0)]
    if data_set.task.is_classification:
        last = list(measured)[-1]
        tables.append(f"Confusion, {last} part\n{_confusion(measured[last], data_set.class_names)}")
    return tables


def _confusion(found: Evaluation, names: tuple[str, ...]) -> str:
    rows = [("true class", *(f"→ {name}" for name in names), "precision", "recall")]
    for index, name in enumerate(names):
        shares = (number(found.precision[index]), number(found.recall[index]))
        rows.append((name, *(f"{count:,}" for count in found.confusion[index]), *shares))
    return table(rows, right=range(1, len(names) + 3))


TEST = Command(
    name="test",
    help="measure how good it is, on the test part too",
    description="Measure a project's network on each part of its data: loss, metrics, confusion matrix. "
    "Training and its plots never look at the test part; only this command does. "
    "Notes go to standard error, the results alone to standard output.",
    examples=("neurocanvas test trained.neuro", "neurocanvas test trained.neuro --json"),
    add_arguments=_add_arguments,
    run=_run,
)
