"""The inspector: what is selected, with everything about it to see and edit."""

from gui.panels.inspector.panel import InspectorPanel

__all__ = ["InspectorPanel"]
