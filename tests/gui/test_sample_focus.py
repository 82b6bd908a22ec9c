"""Samples that stand out together: those of a class under the pointer, those kept by a click, and until when."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.process.sample_groups import SamplesInCell
from gui.sample_focus import ClassSamples, FoundSamples, SampleFocus, class_of
from tests.gui.plots.conftest import XOR_INPUTS, XOR_TARGETS, data_set

XOR = data_set(XOR_INPUTS, XOR_TARGETS)
NO, YES = ClassSamples(0, "no"), ClassSamples(1, "yes")
FOUND = FoundSamples(SamplesInCell("training", 0, 1), "y = no, predicted yes", np.array([0, 3]), XOR)


@pytest.fixture
def focus(qapp: object) -> SampleFocus:
    return SampleFocus()


def standing_out(focus: SampleFocus) -> list[int] | None:
    mask = focus.mask(XOR)
    return None if mask is None else np.flatnonzero(mask).tolist()


def test_what_is_under_the_pointer_goes_before_what_is_kept(focus: SampleFocus) -> None:
    assert standing_out(focus) is None
    focus.toggle(YES)
    assert standing_out(focus) == [1, 2]
    focus.hover(NO)
    assert standing_out(focus) == [0, 3]
    focus.hover(None)
    assert standing_out(focus) == [1, 2]


def test_another_click_or_esc_ends_it(focus: SampleFocus) -> None:
    focus.hover(YES)
    focus.toggle(YES)
    focus.toggle(YES)
    assert focus.kept is None
    assert standing_out(focus) is None, "though the pointer is still there"
    assert not focus.release()
    focus.keep(FOUND)
    assert standing_out(focus) == [0, 3]
    assert focus.release()
    assert standing_out(focus) is None


def test_it_tells_of_changes_alone(focus: SampleFocus, qtbot: QtBot) -> None:
    with qtbot.waitSignal(focus.focus_changed):
        focus.hover(YES)
    with qtbot.assertNotEmitted(focus.focus_changed):
        focus.hover(ClassSamples(1, "yes"))
        focus.release()


def test_a_class_outlives_other_data_that_have_it_and_samples_found_do_not(focus: SampleFocus) -> None:
    alike = data_set(XOR_INPUTS + 0.1, 1.0 - XOR_TARGETS)
    others = data_set(XOR_INPUTS, XOR_TARGETS, class_names=("red", "blue"))
    focus.keep(YES)
    focus.forget_unlike(alike)
    assert focus.kept == YES
    assert np.flatnonzero(focus.mask(alike)).tolist() == [0, 3]
    assert focus.mask(others) is None
    focus.forget_unlike(others)
    assert focus.kept is None
    focus.keep(FOUND)
    focus.forget_unlike(alike)
    assert focus.kept is None


def test_a_sample_leads_to_its_class(focus: SampleFocus) -> None:
    assert class_of(2, XOR) == YES
    assert class_of(0, None) is None
