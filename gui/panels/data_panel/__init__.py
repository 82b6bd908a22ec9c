"""The data panel: which samples the network learns from, and a look at each of them."""

from gui.panels.data_panel.panel import DataPanel

__all__ = ["DataPanel"]
