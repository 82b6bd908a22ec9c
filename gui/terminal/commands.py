"""The commands of the terminal: the engine's, and those that need the window."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from pathlib import Path

import msgspec

from engine import cli
from engine.cli.checks import CHECKS
from engine.cli.command import Command
from engine.cli.doctor import doctor_command
from engine.project.file import load_project
from gui.terminal.window_checks import WINDOW_CHECKS

# What is imported here, every other command waits for: the window is imported where a command runs.

VIEWS = {
    "graph": "the network as drawn on the canvas",
    "boundary": "the decision boundary, or the curve of a regression",
    "loss": "the loss of the run saved with the project",
    "distributions": "pre-activations and activations of a layer",
    "window": "the whole window (PNG only)",
}


EXPORTS = {
    "svg": "shapes, letters too",
    "pdf": "a page as large as the drawing",
    "png": "pixels, twice as fine as on the screen",
    "tikz": "a LaTeX document that compiles",
}


def _add_render_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project file")
    views = "; ".join(f"{name}: {shows}" for name, shows in VIEWS.items())
    parser.add_argument("--view", required=True, choices=VIEWS, help=views)
    parser.add_argument("--out", required=True, type=Path, metavar="X.png|X.svg", help="the file to write")
    parser.add_argument("--dark", action="store_true", help="use the dark colours")
    parser.add_argument(
        "--size", type=_size, default=(1440, 900), metavar="WxH", help="in points; 1440x900 unless given"
    )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and all(160 <= int(side) <= 8192 for side in (width, height))):
        raise ArgumentTypeError(f"a size is written as 1440x900, each side between 160 and 8192; “{text}” is not")
    return int(width), int(height)


def _render(arguments: Namespace) -> int:
    from gui.terminal.figures import render  # noqa: PLC0415

    render(load_project(arguments.file), arguments.view, arguments.out, size=arguments.size, dark=arguments.dark)
    return 0


def _add_export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project file")
    parser.add_argument("--to", required=True, choices=EXPORTS, help="; ".join(map(": ".join, EXPORTS.items())))
    parser.add_argument("--out", required=True, type=Path, metavar="PATH", help="the file to write")
    parser.add_argument("--transparent", action="store_true", help="leave out the canvas's colour behind the drawing")
    parser.add_argument(
        "--legend",
        action=BooleanOptionalAction,
        help="explain colours, widths and outlines below, or don't; without it, as the project shows its legend",
    )
    parser.add_argument("--no-controls", action="store_true", help="say in words what menus and steppers show")
    parser.add_argument("--dark", action="store_true", help="use the dark colours")


def _export(arguments: Namespace) -> int:
    from gui.export import Extras  # noqa: PLC0415
    from gui.terminal.figures import export  # noqa: PLC0415

    extras = Extras(
        has_ground=not arguments.transparent, has_legend=arguments.legend, has_controls=not arguments.no_controls
    )
    export(load_project(arguments.file), arguments.to, arguments.out, extras=extras, dark=arguments.dark)
    return 0


def _add_bench_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON list instead of a table")
    parser.add_argument(
        "--device",
        choices=("cpu", "cuda", "mps"),
        default="cpu",
        help="where training is timed; with a GPU nothing else is",
    )


def _bench(arguments: Namespace) -> int:
    from gui.benchmark.run import measure_all  # noqa: PLC0415

    figures = []
    for figure in measure_all(arguments.device):
        figures.append(figure)
        if not arguments.json:
            sys.stdout.write(figure.as_text() + "\n")
            sys.stdout.flush()
    if arguments.json:
        rows = [{**msgspec.structs.asdict(figure), "is_met": figure.is_met} for figure in figures]
        sys.stdout.write(json.dumps(rows) + "\n")
    return 0


WINDOW_COMMANDS = {
    command.name: command
    for command in (
        Command(
            name="render",
            help="write a figure of a project without a screen",
            description="Draws a view of a project into a PNG or SVG file; no screen is needed.",
            examples=("neurocanvas render xor.neuro --view boundary --out boundary.svg",),
            add_arguments=_add_render_arguments,
            run=_render,
        ),
        Command(
            name="export",
            help="write the network as drawn to a file",
            description="Writes the drawing of a project's network, whole and in its actual size, to an SVG, PDF, PNG "
            "or TikZ file; no screen is needed.",
            examples=(
                "neurocanvas export xor.neuro --to tikz --out xor.tex",
                "neurocanvas export xor.neuro --to png --transparent --out xor.png",
            ),
            add_arguments=_add_export_arguments,
            run=_export,
        ),
        Command(
            name="bench",
            help="measure how fast the program is here",
            description="Measures start-up, canvas, the window at work and training, each beside what it should reach; "
            "takes about two minutes. Ratios are of two things measured in turn in the same run.",
            examples=("neurocanvas bench", "neurocanvas bench --device cuda --json"),
            add_arguments=_add_bench_arguments,
            run=_bench,
        ),
    )
}

COMMANDS: dict[str, Command] = {
    **cli.COMMANDS,
    **WINDOW_COMMANDS,
    "doctor": doctor_command((*CHECKS, *WINDOW_CHECKS)),
}
