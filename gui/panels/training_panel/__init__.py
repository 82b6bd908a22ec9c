"""The training panel: everything that determines a run."""

from gui.panels.training_panel.panel import TrainingPanel

__all__ = ["TrainingPanel"]
