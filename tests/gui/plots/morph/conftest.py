import pytest
from pytestqt.qtbot import QtBot

from gui.theme import ThemeManager
from tests.gui.plots.morph.fed_morph import FedMorph


@pytest.fixture
def fed(qtbot: QtBot, theme_manager: ThemeManager) -> FedMorph:
    fed = FedMorph(theme_manager)
    qtbot.addWidget(fed.plot)
    fed.plot.resize(480, 460)
    with qtbot.waitExposed(fed.plot):
        fed.plot.show()
    return fed
