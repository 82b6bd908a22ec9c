"""What neurons and edges show, chosen by menu and key: how a project is looked at, never an edit of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec

from gui.actions import VIEW, ActionDescription, Command
from gui.canvas.edges.labels import LABEL_RULES, LabelMode
from gui.canvas.edges.quantities import EDGE_QUANTITIES, LACKING_REASONS
from gui.canvas.layers.neuron_faces import NEURON_FACES
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

_Choice = TypeVar("_Choice")

NEURONS_SHOW, EDGES_SHOW, EDGE_LABELS = "&Neurons show", "&Edges show", "Edge la&bels"


class Switch(msgspec.Struct, frozen=True):
    """What a switch is called; attributes as of `ActionDescription`."""

    name: str
    text: str
    help: str
    keys: tuple[str, ...] = ()
    keywords: str = ""


# By the fields of `DisplaySettings` that they turn on and off.
SWITCHES = {
    "marks_activated": Switch(
        "mark-activated",
        "Mar&k activated neurons",
        "A strong outline on neurons whose pre-activation is above 0 for the selected sample",
    ),
    "flow": Switch("flow", "Flow while &training", "Dots run along the edges while training, where edges are few"),
    "legend": Switch("legend", "Le&gend", "What colours, widths and outlines mean", keys=("Alt+L",)),
    "removed_edges": Switch(
        "removed-edges", "Show &removed edges",
        "Show removed edges faintly; a click chooses one, a double click restores it",
        keywords="masked deleted hidden",
    ),
}  # fmt: skip


def display_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give all choices of what the graph shows."""
    return [
        *_face_commands(canvas),
        *_quantity_commands(canvas),
        *_label_commands(canvas),
        *_switch_commands(canvas),
        Command(
            ActionDescription(
                "display",
                VIEW,
                "Displa&y…",
                "Choose what neurons and edges show",
                IconName.VISIBLE,
                ("Alt+D",),
                separated=True,
            ),
            canvas.display_button.toggle,
        ),
    ]


def choose_face(canvas: NetworkCanvas, name: str) -> None:
    """Let neurons show something else, and say so where they are too small for it."""
    canvas.display.choose(neuron_face=name)
    if note := canvas.display.picture_note:
        canvas.say(note)


def _face_commands(canvas: NetworkCanvas) -> list[Command]:
    return [
        Command(
            ActionDescription(
                f"show-{face.name}", VIEW, face.label, face.help, keys=(f"Alt+{number}",),
                submenu=NEURONS_SHOW, separated=number == 1,
            ),
            partial(choose_face, canvas, face.name),
            is_on=partial(_is_on, canvas, "neuron_face", face.name),
        )
        for number, face in enumerate(NEURON_FACES.values(), start=1)
    ]  # fmt: skip


def _quantity_commands(canvas: NetworkCanvas) -> list[Command]:
    choices = [
        Command(
            ActionDescription(
                f"edges-{quantity.name}",
                VIEW,
                quantity.label,
                quantity.help,
                submenu=EDGES_SHOW,
                keywords=quantity.keywords,
            ),
            partial(canvas.display.choose, edge_quantity=quantity.name),
            is_on=partial(_is_on, canvas, "edge_quantity", quantity.name),
        )
        for quantity in EDGE_QUANTITIES.values()
    ]
    cycle = Command(
        ActionDescription(
            "next-quantity", VIEW, "&Next", "Another quantity on edges: weight, contribution, change since start",
            keys=("Ctrl+Shift+L",), submenu=EDGES_SHOW, separated=True,
        ),
        partial(_choose_next_quantity, canvas),
    )  # fmt: skip
    return [*choices, cycle]


def _label_commands(canvas: NetworkCanvas) -> list[Command]:
    choices = [
        Command(
            ActionDescription(f"labels-{mode.value}", VIEW, rule.label, rule.help, submenu=EDGE_LABELS),
            partial(choose_labels, canvas, mode),
            is_on=partial(_is_on, canvas, "edge_labels", mode.value),
        )
        for mode, rule in LABEL_RULES.items()
    ]
    cycle = Command(
        ActionDescription(
            "next-labels", VIEW, "&Next", "Numbers on other edges: automatic, all, selected, under the pointer, none",
            keys=("Ctrl+L",), submenu=EDGE_LABELS, separated=True,
        ),
        partial(_choose_next_labels, canvas),
    )  # fmt: skip
    return [*choices, cycle]


def _switch_commands(canvas: NetworkCanvas) -> list[Command]:
    return [
        Command(
            ActionDescription(
                switch.name, VIEW, switch.text, switch.help, keys=switch.keys,
                separated=number == 0, keywords=switch.keywords,
            ),
            partial(_turn, canvas, field),
            is_on=partial(_is_on, canvas, field, True),
        )
        for number, (field, switch) in enumerate(SWITCHES.items())
    ]  # fmt: skip


def _is_on(canvas: NetworkCanvas, field: str, value: object) -> bool:
    return bool(getattr(canvas.display.settings, field) == value)


def _turn(canvas: NetworkCanvas, field: str) -> None:
    canvas.display.choose(**{field: not getattr(canvas.display.settings, field)})


def choose_labels(canvas: NetworkCanvas, mode: LabelMode) -> None:
    """Write numbers on other edges and say which: where edges are few, two modes may look the same."""
    canvas.display.choose(edge_labels=mode.value)
    canvas.viewport().repaint()  # how many edges have room for a number is found by writing them
    shortfall = canvas.network_scene.label_count.shortfall
    fitting = f" ({shortfall} fit: zoom in)" if shortfall else ""
    canvas.say(f"Edge labels: {LABEL_RULES[mode].label.lower()}{fitting}")


def _choose_next_labels(canvas: NetworkCanvas) -> None:
    choose_labels(canvas, _after(LabelMode(canvas.display.settings.edge_labels), tuple(LabelMode)))


def _choose_next_quantity(canvas: NetworkCanvas) -> None:
    """Let edges show another quantity and say which, or why they go on showing their weights."""
    quantity = EDGE_QUANTITIES[_after(canvas.display.settings.edge_quantity, tuple(EDGE_QUANTITIES))]
    canvas.display.choose(edge_quantity=quantity.name)
    lacking = canvas.network_scene.edges.lacking
    canvas.say(f"Edges show: {quantity.label.lower()}{f' ({LACKING_REASONS[lacking]})' if lacking else ''}")


def _after(current: _Choice, choices: Sequence[_Choice]) -> _Choice:
    return choices[(choices.index(current) + 1) % len(choices)]
