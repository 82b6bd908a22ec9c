"""How a connection is wired: by which pattern, and how many of its edges were removed."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton, QWidget

from engine.network.model import Connection, ConnectionKey
from engine.network.parameter_set import connection_set
from engine.network.patterns import (
    DENSITY,
    PATTERNS,
    SEED,
    WINDOW,
    PatternParameter,
    PatternSettings,
    first_settings,
    makes,
    pattern,
    recognized_pattern,
    window_of,
    wire_by_pattern,
)
from engine.network.wiring import restore_edges
from engine.project.project import Project, with_network
from gui.icons import IconName
from gui.panels.controls import make_caption, set_name
from gui.panels.inspector.page import make_button
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Choice, ChoiceField, Form, IntegerField, SliderField


class WiringForm(Form):
    """Wires a connection by a pattern, live, and restores its removed edges.

    The edges of a visit to a setting are all worked out from what was there when the visit began, so that a density
    dragged down and up again loses no weight.
    """

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._settings = PatternSettings()
        self._connection: Connection | None = None
        self._origin: Connection | None = None
        self._wired: Connection | None = None
        self._visit = object()
        self._chosen: dict[ConnectionKey, str] = {}
        self._pattern = ChoiceField()
        self._pattern.setPlaceholderText("By hand")
        self._fields: dict[PatternParameter, SliderField | IntegerField] = {
            DENSITY: SliderField(
                0.5, DENSITY.minimum, DENSITY.maximum, minimum=DENSITY.minimum, maximum=DENSITY.maximum
            ),
            SEED: IntegerField(0, minimum=int(SEED.minimum), maximum=int(SEED.maximum)),
            WINDOW: IntegerField(3, minimum=int(WINDOW.minimum), maximum=int(WINDOW.maximum)),
        }
        self._removed = make_caption("removed-edges")
        self._restore: QPushButton = make_button(
            "Restore edges",
            "restore-edges",
            IconName.UNDO,
            "Bring all removed edges back, with drawn weights (Shift+W)",
        )
        self._lay_out()
        self._pattern.choice_edited.connect(self._on_pattern_chosen)
        self._restore.clicked.connect(self._on_restore_clicked)

    def refresh(self, connection: Connection) -> None:
        """Show how a connection is wired."""
        before, self._connection = self._connection, connection
        is_other = before is None or before.key != connection.key
        if is_other or connection is not self._wired:  # edited elsewhere: the next step must not take that back
            self._end_visit()
        if is_other or before is None or before.mask is not connection.mask:
            self._show_wiring(connection)

    def _lay_out(self) -> None:
        set_name(self._pattern, "wiring-pattern")
        self.add_row("Wiring", self._pattern, "Which edges there are.")
        for parameter, field in self._fields.items():
            set_name(field, f"wiring-{parameter.field}")
            self.add_row(parameter.label, field, parameter.help)
            field.value_edited.connect(partial(self._on_parameter_edited, parameter.field))
            field.editing_committed.connect(lambda _value: self._end_visit())
        self.add_wide(self._removed)
        self.add_wide(self._restore)

    def _show_wiring(self, connection: Connection) -> None:
        """Show the pattern that makes a connection's mask; the one chosen for it where it does, too."""
        mask = connection.mask
        targets, sources = mask.shape
        name = self._chosen.get(connection.key, "")
        if not (name and makes(name, mask, self._settings)):
            settings = replace(self._settings, window=window_of(mask))
            name = recognized_pattern(mask, settings) or ""
            self._settings = settings if name == "local" else self._settings
        self._pattern.set_choices(
            tuple(Choice(p.name, p.label, p.help, obstacle=p.obstacle((targets, sources))) for p in PATTERNS.values())
        )
        self._pattern.set_choice(name)
        listened_to = pattern(name).parameters if name else ()
        for parameter, field in self._fields.items():
            self.set_row_visible(field, parameter in listened_to)
            field.set_value(getattr(self._settings, parameter.field))
        removed = mask.size - int(mask.sum())
        self._removed.setText(f"{removed:,} of {mask.size:,} edges removed")
        for widget in (self._removed, self._restore):
            widget.setVisible(removed > 0)

    def _on_pattern_chosen(self, name: str) -> None:
        self._end_visit()
        if self._connection is not None:
            self._chosen[self._connection.key] = name
            self._settings = first_settings(name, self._connection.mask)
        self._wire(name)
        self._end_visit()

    def _on_parameter_edited(self, field: str, value: float) -> None:
        self._settings = replace(self._settings, **{field: value})
        self._wire(self._pattern.choice)

    def _wire(self, name: str) -> None:
        connection = self._connection
        if connection is None or not name:
            return
        origin = self._origin = self._origin or connection
        settings = self._settings

        def edit(project: Project) -> Project:
            drawn = project.training.initialization
            network = project.network.with_connection(origin)
            network = wire_by_pattern(network, *origin.key, name, settings, drawn)
            self._wired = network.connection(*origin.key)
            return with_network(project, network)

        self._edits.apply("Set wiring", edit, self._visit)

    def _on_restore_clicked(self) -> None:
        if self._connection is not None:
            self._edits.apply("Restore edges", partial(_restored, key=self._connection.key))

    def _end_visit(self) -> None:
        self._visit, self._origin = object(), None


def _restored(project: Project, key: ConnectionKey) -> Project:
    everything = connection_set(project.network, *key)
    return with_network(project, restore_edges(project.network, everything, project.training.initialization))
