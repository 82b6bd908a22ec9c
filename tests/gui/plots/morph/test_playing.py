import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.plots.morph.playing import Player, eased, moment_after, way_of


@given(st.floats(0, 1))
def test_a_step_eases_from_one_stage_to_the_next_and_can_be_entered_anywhere(share: float) -> None:
    assert eased(0.0) == 0.0
    assert eased(1.0) == 1.0
    assert 0.0 <= eased(share) <= 1.0
    assert eased(way_of(share)) == pytest.approx(share, abs=1e-9)


@given(st.floats(0, 50), st.integers(1, 9))
def test_it_goes_forth_and_back_and_never_jumps(steps: float, last: int) -> None:
    assert 0.0 <= moment_after(steps, last) <= last
    assert moment_after(steps + 1e-4, last) == pytest.approx(moment_after(steps, last), abs=1e-3)
    assert moment_after(float(last), last) == last
    assert moment_after(2.0 * last, last) == 0.0


def test_it_rests_at_every_stage() -> None:
    assert [moment_after(steps, 3) for steps in (0.95, 1.0, 1.05)] == [1.0, 1.0, 1.0]


def test_playing_goes_on_from_where_it_is(qtbot: QtBot) -> None:
    owner = QObject()
    player = Player(owner)
    player.speed = 4.0
    moments: list[float] = []
    player.moment_changed.connect(moments.append)
    player.play(1.5, 3)
    qtbot.waitUntil(lambda: bool(moments) and moments[-1] > 1.7)
    assert moments[0] >= 1.5
    player.stop()
    assert not player.is_playing
