"""The metrics panel: how good the network is on each part of the data."""

from gui.panels.metrics_panel.panel import MetricsPanel

__all__ = ["MetricsPanel"]
