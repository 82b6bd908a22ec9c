"""The training panel: play, step and reset, and everything that determines a run."""

from gui.panels.training_panel.panel import TrainingPanel

__all__ = ["TrainingPanel"]
