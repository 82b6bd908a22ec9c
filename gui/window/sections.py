"""The parts of panels that can be folded away: which are open is remembered."""

from functools import partial

from PySide6.QtWidgets import QWidget

from gui.settings import Settings
from gui.widgets import Collapsible


def remember_sections(panel: QWidget, settings: Settings) -> None:
    """Open and fold a panel's sections as they were left, and keep how they are left from now on."""
    for section in panel.findChildren(Collapsible):
        name = f"{panel.objectName()}/{section.title}"
        section.header.setChecked(settings.is_section_open(name, otherwise=section.header.isChecked()))
        section.header.toggled.connect(partial(_keep, settings, name))


def _keep(settings: Settings, name: str, is_open: bool) -> None:
    settings.remember_section(name, is_open=is_open)
