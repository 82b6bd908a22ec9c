"""What neurons and edges show, as chosen: kept with the project, but no edit of it."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from engine.arrays import same_value
from engine.project.display import DisplaySettings, check_display
from gui.canvas.layers.fills import FULL_WHERE_BOUNDED
from gui.canvas.layers.neuron_faces import NEURON_FACES
from gui.canvas.scene import NetworkScene
from gui.document import Document


class Display(QObject):
    """Lets the scene show what the project says, and takes choices.

    Args:
        document: The open project.
        scene: What shows it.

    Signals:
        display_changed: the scene shows something else.
    """

    display_changed = Signal()

    def __init__(self, document: Document, scene: NetworkScene) -> None:
        super().__init__(scene)
        self._document = document
        self._scene = scene
        document.project_changed.connect(self._refresh)
        document.view_changed.connect(self._refresh)
        document.training_changed.connect(self._refresh_flow)
        self._refresh()

    @property
    def settings(self) -> DisplaySettings:
        """What neurons and edges show."""
        return self._document.view.display

    @property
    def edge_full_scale(self) -> float:
        """The magnitude at which edges have full colour now."""
        return self._scene.edges.scale.full_color

    @property
    def neuron_full_scale(self) -> float:
        """The magnitude at which neurons have full colour now, those of bounded functions aside."""
        return self._scene.neurons.fills.full or FULL_WHERE_BOUNDED

    @property
    def has_neuron_fills(self) -> bool:
        """Whether neurons may show the colours of numbers, which the scale is for."""
        return not self._scene.neurons.shows_pictures or self._scene.neurons.shows_fills

    @property
    def picture_note(self) -> str:
        """Why some neurons do not show the picture that was chosen; "" where all do, or where none was chosen."""
        neurons = self._scene.neurons
        if not neurons.holds_back_pictures:
            return ""
        pictures = f"{NEURON_FACES[self.settings.neuron_face].label}s"
        if neurons.shows_pictures:
            return f"{pictures} of the small neurons appear once these are larger: zoom in"
        return f"{pictures} appear once neurons are larger: zoom in"

    def choose(self, **changes: str | float | bool | None) -> None:
        """Show something else, by the fields of `DisplaySettings`; it is kept with the project, as no undo step.

        Raises:
            SettingError: There is no such way of drawing; nothing has happened then.
        """
        display = check_display(replace(self.settings, **changes))
        if not same_value(display, self.settings):
            self._document.set_view(replace(self._document.view, display=display))

    def _refresh(self) -> None:
        if self.settings is not self._scene.display:
            self._scene.set_display(self.settings)
            self._refresh_flow()
            self.display_changed.emit()

    def _refresh_flow(self) -> None:
        self._scene.set_flowing(self._document.is_training and self.settings.flow)
