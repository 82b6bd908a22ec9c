"""The dialog before a film: what is chosen is what is asked for, and what can't be made is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.timeline.film.dialog import FilmDialog, FilmProgress
from gui.timeline.film.formats import NO_FFMPEG
from gui.timeline.film.plan import FilmPlan


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FilmDialog:
    monkeypatch.setenv("PATH", str(tmp_path))
    dialog = FilmDialog(FilmPlan(), lambda _name: QSize(400, 300), 500)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return dialog


def button(dialog: FilmDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "film-save")
    assert found is not None
    return found


def test_what_is_chosen_is_asked_for(dialog: FilmDialog, qtbot: QtBot) -> None:
    dialog._subject.set_choice("boundary")
    dialog._seconds.set_value(3)
    dialog._rate.set_value(20)
    dialog._width.set_value(640)
    dialog._caption.click()
    with qtbot.waitSignal(dialog.film_requested) as requested:
        button(dialog).click()
    assert requested.args == [FilmPlan("boundary", "gif", 20, 3, 640, has_caption=False)]


def test_an_mp4_needs_a_program_and_says_so(dialog: FilmDialog) -> None:
    assert dialog._hint.text() == NO_FFMPEG
    assert not dialog._format._items.item(1).isEnabled()


def test_a_film_that_takes_too_much_memory_is_refused(dialog: FilmDialog) -> None:
    assert button(dialog).isEnabled()
    dialog._seconds.set_value(100)
    dialog._width.set_value(1920)
    dialog._refresh()
    assert not button(dialog).isEnabled()
    assert "memory" in button(dialog).toolTip() == dialog._told.text()


def test_the_window_tells_the_moment_by_itself(dialog: FilmDialog) -> None:
    assert dialog._caption.isEnabled()
    dialog._subject.set_choice("window")
    assert not dialog._caption.isEnabled()
    assert "already" in dialog._caption.toolTip()


def test_closing_the_progress_gives_the_film_up_unless_it_is_done(qtbot: QtBot) -> None:
    for close, is_given_up in ((FilmProgress.reject, True), (FilmProgress.finish, False)):
        progress = FilmProgress("film.gif")
        progress.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(progress)
        cancelled: list[bool] = []
        progress.cancelled.connect(lambda told=cancelled: told.append(True))
        progress.show()
        progress.show_progress(3, 12)
        close(progress)
        assert bool(cancelled) is is_given_up
        assert not progress.isVisible()
