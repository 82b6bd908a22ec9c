"""What the graph shows is checked, mended and kept with the project."""

import math
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.errors import SettingError
from engine.project.display import DisplaySettings, check_display, mended_display
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project
from engine.project.settings import ViewSettings


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"neuron_face": "mood"}, "Neuron face must be one of value, .*; “mood” is not."),
        ({"edge_labels": "some"}, "Edge labels must be one of automatic, all, .*; “some” is not."),
        ({"edge_quantity": "length"}, "Edge quantity must be one of weight, contribution, change; “length” is not."),
        ({"full_scale": 0.0}, "full scale of edges must be from 1e-6 to 1e6; 0.0 is not."),
        ({"neuron_full_scale": -1.0}, "full scale of neurons must be from 1e-6 to 1e6; -1.0 is not."),
        ({"full_scale": math.nan}, "full scale .*; nan is not."),
    ],
)
def test_what_there_is_not_is_refused_or_mended(changes: dict[str, object], sentence: str) -> None:
    display = replace(DisplaySettings(edge_labels="none"), **changes)
    with pytest.raises(SettingError, match=sentence):
        check_display(display)
    mended = check_display(mended_display(display))
    assert all(getattr(mended, field) == getattr(DisplaySettings(), field) for field in changes)


def test_what_there_is_stays() -> None:
    display = DisplaySettings("histogram", "hover", "contribution", 2.5, marks_activated=False, flow=False)
    assert check_display(display) is display
    assert mended_display(display) is display


def test_it_is_kept_with_the_project(tmp_path: Path) -> None:
    display = DisplaySettings("response", "all", "contribution", 0.5, marks_activated=False, flow=False, legend=False)
    project = replace(EXAMPLES["xor"].build(), view=ViewSettings(display=display))
    save_project(project, tmp_path / "net.neuro")
    assert same_value(load_project(tmp_path / "net.neuro").view, project.view)
