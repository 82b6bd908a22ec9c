"""Project files, `*.neuro`: a zip of `project.json` and the arrays beside it. Reading one never runs code."""

from engine.project.file.loading import load_project
from engine.project.file.saving import save_project

__all__ = ["load_project", "save_project"]
