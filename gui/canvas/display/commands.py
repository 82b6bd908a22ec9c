"""What neurons and edges show, chosen by menu and key: how a project is looked at, never an edit of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from engine.project.display import DisplaySettings
from gui.actions import VIEW, ActionDescription, Command
from gui.canvas.edges.labels import LABEL_RULES, LabelMode
from gui.canvas.edges.quantities import EDGE_QUANTITIES
from gui.canvas.layers.neuron_faces import NEURON_FACES
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

NEURONS_SHOW, EDGES_SHOW, EDGE_LABELS = "&Neurons show", "E&dges show", "Edge la&bels"


class Switch(msgspec.Struct, frozen=True):
    """What a switch is called; attributes as of `ActionDescription`."""

    name: str
    text: str
    help: str
    icon: IconName | None = None
    keywords: str = ""


# By the fields of `DisplaySettings` that they turn on and off.
SWITCHES = {
    "marks_activated": Switch(
        "mark-activated",
        "&Mark activated neurons",
        "A strong outline on neurons whose pre-activation is above 0 for the selected sample",
    ),
    "flow": Switch("flow", "F&low while training", "Dots run along the edges while training, where edges are few"),
    "legend": Switch("legend", "Le&gend", "What colours, widths and outlines mean"),
    "removed_edges": Switch(
        "removed-edges", "Show &removed edges",
        "Show removed edges faintly; a click chooses one, a double click restores it",
        IconName.HIDDEN, "masked deleted hidden",
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
                "display", VIEW, "Displa&y…", "Choose what neurons and edges show", IconName.VISIBLE, separated=True
            ),
            canvas.display_button.toggle,
        ),
    ]


def _face_commands(canvas: NetworkCanvas) -> list[Command]:
    return [
        _choice(
            canvas,
            ActionDescription(
                f"show-{face.name}", VIEW, face.label, face.help, keys=(f"Alt+{number}",),
                submenu=NEURONS_SHOW, separated=number == 1,
            ),
            "neuron_face",
            face.name,
        )
        for number, face in enumerate(NEURON_FACES.values(), start=1)
    ]  # fmt: skip


def _quantity_commands(canvas: NetworkCanvas) -> list[Command]:
    return [
        _choice(
            canvas,
            ActionDescription(f"edges-{quantity.name}", VIEW, quantity.label, quantity.help, submenu=EDGES_SHOW),
            "edge_quantity",
            quantity.name,
        )
        for quantity in EDGE_QUANTITIES.values()
    ]


def _label_commands(canvas: NetworkCanvas) -> list[Command]:
    choices = [
        _choice(
            canvas,
            ActionDescription(f"labels-{mode.value}", VIEW, rule.label, rule.help, submenu=EDGE_LABELS),
            "edge_labels",
            mode.value,
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
                switch.name, VIEW, switch.text, switch.help, switch.icon,
                separated=number == 0, keywords=switch.keywords,
            ),
            partial(_turn, canvas, field),
            is_on=partial(_is_on, canvas, field, True),
        )
        for number, (field, switch) in enumerate(SWITCHES.items())
    ]  # fmt: skip


def _choice(canvas: NetworkCanvas, description: ActionDescription, field: str, value: str) -> Command:
    return Command(
        description, partial(canvas.display.choose, **{field: value}), is_on=partial(_is_on, canvas, field, value)
    )


def _is_on(canvas: NetworkCanvas, field: str, value: object) -> bool:
    return bool(getattr(canvas.display.settings, field) == value)


def _turn(canvas: NetworkCanvas, field: str) -> None:
    canvas.display.choose(**{field: not getattr(canvas.display.settings, field)})


def _choose_next_labels(canvas: NetworkCanvas) -> None:
    """Go on to the next edge labels and say which: where edges are few, two kinds may look the same."""
    mode = _next_mode(canvas.display.settings)
    canvas.display.choose(edge_labels=mode.value)
    canvas.say(f"Edge labels: {LABEL_RULES[mode].label.lower()}")


def _next_mode(display: DisplaySettings) -> LabelMode:
    modes = tuple(LabelMode)
    return modes[(modes.index(LabelMode(display.edge_labels)) + 1) % len(modes)]
