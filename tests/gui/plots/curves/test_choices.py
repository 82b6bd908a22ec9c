"""The menu of along what curves are drawn and how smooth."""

from pytestqt.qtbot import QtBot

from gui.plots.curves.choices import ALONG_WHAT, SMOOTHED, CurveChoices


def test_a_line_parts_the_kinds_and_none_stands_above_them(qtbot: QtBot) -> None:
    choices = CurveChoices()
    qtbot.addWidget(choices)
    actions = choices.menu().actions()
    assert [action.isSeparator() for action in actions].count(True) == 1
    assert not actions[0].isSeparator()
    chosen: list[tuple[str, str]] = []
    choices.chosen.connect(lambda kind, name: chosen.append((kind, name)))
    actions[1].trigger()
    actions[-1].trigger()
    assert [kind for kind, _name in chosen] == [ALONG_WHAT, SMOOTHED]
    assert (choices[ALONG_WHAT], choices[SMOOTHED]) == (chosen[0][1], chosen[1][1])
