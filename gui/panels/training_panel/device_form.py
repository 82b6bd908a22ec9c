"""Where training runs, and in which precision."""

from PySide6.QtWidgets import QWidget

from engine.project import edits
from engine.project.project import Project
from engine.project.settings import DEVICES
from gui.panels.controls import set_name
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Choice, ChoiceField, Form

_DEVICE_TEXTS = {
    "auto": ("Automatic", "The fastest device for networks of this size."),
    "cpu": ("CPU", "The processor: the same seed gives the same run, bit for bit."),
    "cuda": ("CUDA GPU", "An NVIDIA graphics card: worth it for wide layers."),
    "mps": ("Apple GPU", "The graphics part of an Apple processor: worth it for wide layers."),
}
_ALWAYS_THERE = ("auto", "cpu")
_PRECISIONS = (
    Choice("float32", "float32", "7 significant digits: fast, and what networks are usually trained in."),
    Choice("float64", "float64", "16 significant digits: for checking gradients and following numbers by hand."),
)


class DeviceForm(Form):
    """Settings that change how fast and how exactly a run is computed, not what it computes."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._device = ChoiceField()
        self._precision = ChoiceField(_PRECISIONS)
        set_name(self._device, "device")
        set_name(self._precision, "precision")
        self.add_row("Device", self._device)
        self.add_row("Precision", self._precision)
        self._device.choice_edited.connect(
            lambda name: self._edits.apply("Choose device", lambda project: edits.change_training(project, device=name))
        )
        self._precision.choice_edited.connect(
            lambda name: self._edits.apply(
                "Choose precision", lambda project: edits.change_training(project, precision=name)
            )
        )
        self.set_devices(())

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        return [self._device, self._precision]

    def set_devices(self, devices: tuple[str, ...]) -> None:
        """Offer the devices that this machine has; () while that is not known yet."""
        missing = "This machine has none that PyTorch can use." if devices else "The engine is still looking for it."
        there = {*_ALWAYS_THERE, *devices}
        self._device.set_choices(
            tuple(Choice(name, *_DEVICE_TEXTS[name], obstacle="" if name in there else missing) for name in DEVICES)
        )

    def show_project(self, project: Project) -> None:
        """Show a project's device and precision."""
        self._device.set_choice(project.training.device)
        self._precision.set_choice(project.training.precision)
