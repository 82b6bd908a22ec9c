"""Icons: all there, sharp, and in the colours of the theme that holds when they are painted."""

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from gui.icons import ICON_FOLDER, IconName, IconTone, application_icon, icon
from gui.theme import DARK, LIGHT, Theme, apply_theme

SIZE = QSize(32, 32)


def ink(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> QColor:
    """The colour of the most opaque pixel."""
    image = picture.pixmap(SIZE, 1.0, mode, state).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


def test_every_icon_has_ink(qapp: QApplication) -> None:
    assert [name for name in IconName if ink(icon(name)).alpha() < 100] == []


def test_no_picture_lies_about_unnamed() -> None:
    files = {path.stem for path in ICON_FOLDER.glob("*.svg")}
    assert files == {name.value for name in IconName} | {"neurocanvas"}


def test_an_icon_made_before_follows_the_theme(qapp: QApplication) -> None:
    made_once = icon(IconName.PLAY)
    for theme in (DARK, LIGHT):
        apply_theme(qapp, theme)
        assert ink(made_once).name().upper() == theme.palette.text


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_state_shows(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    play, colors = icon(IconName.PLAY), theme.palette
    assert ink(play, mode=QIcon.Mode.Disabled).name().upper() == colors.text_disabled
    assert ink(play, state=QIcon.State.On).name().upper() == colors.accent
    assert ink(icon(IconName.PLAY, IconTone.ERROR)).name().upper() == colors.error


def test_icons_are_sharp_on_dense_screens(qapp: QApplication) -> None:
    pixmap = icon(IconName.PLAY).pixmap(QSize(16, 16), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_a_copy_outlives_its_original(qapp: QApplication) -> None:
    copy = QIcon(icon(IconName.PLAY))
    copy.addPixmap(copy.pixmap(SIZE))
    assert ink(copy).alpha() == 255


def test_the_program_has_an_icon(qapp: QApplication) -> None:
    assert ink(application_icon()).alpha() == 255


def test_an_icon_in_a_reference_cycle_does_not_crash_the_collector() -> None:
    class Holder:
        pass

    for name in IconName:
        holder = Holder()
        holder.icon, holder.itself = icon(name), holder  # type: ignore[attr-defined]
    del holder
    gc.collect()
    assert icon(IconName.ADD) is icon(IconName.ADD)
