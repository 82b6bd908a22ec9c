"""The palette: cards are dragged, double-clicked, and walked between with the keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, remove_layers
from engine.network.model import Network
from engine.project.examples import EXAMPLES
from gui.canvas.mime import LayerPreset, read_example_mime, read_layer_mime
from gui.document import Document
from gui.panels.palette import PALETTE, PaletteEntry, PalettePanel, card


class RecordedDrag:
    """Stands for the drag itself, which runs the system's own event loop; the drop belongs to the canvas."""

    last: "RecordedDrag | None" = None

    def __init__(self, source: QWidget) -> None:
        self.source = source
        self.is_begun = False
        RecordedDrag.last = self

    def setMimeData(self, mime: QMimeData) -> None:  # noqa: N802
        self.mime = mime

    def setPixmap(self, pixmap: QPixmap) -> None:  # noqa: N802
        self.pixmap = pixmap

    def setHotSpot(self, spot: QPoint) -> None:  # noqa: N802
        self.hot_spot = spot

    def exec(self, action: Qt.DropAction) -> Qt.DropAction:
        self.is_begun = True
        return action


@pytest.fixture
def panel(document: Document, show: Callable[[QWidget], None]) -> PalettePanel:
    panel = PalettePanel(document)
    show(panel)
    return panel


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> type[RecordedDrag]:
    RecordedDrag.last = None
    monkeypatch.setattr(card, "QDrag", RecordedDrag)
    return RecordedDrag


def test_the_first_cards_are_those_of_a_first_network(panel: PalettePanel) -> None:
    assert [entry.title for entry in PALETTE[:3]] == ["Input", "Hidden", "Output"]
    assert [panel.card(key).entry.preset for key in ("input", "hidden", "output")] == [
        LayerPreset("input", 2, "identity", "Input"),
        LayerPreset("dense", 2, "relu", "Hidden"),
        LayerPreset("dense", 1, "identity", "Output"),
    ]


@pytest.mark.parametrize("entry", PALETTE, ids=lambda entry: entry.key)
def test_every_card_makes_a_layer(entry: PaletteEntry) -> None:
    preset = entry.preset
    network = add_layer(Network(), preset.kind, preset.width, activation=preset.activation, name=preset.name)
    assert network.layers[0].width == preset.width


def test_dragging_a_card_carries_its_layer_and_shows_a_ghost(
    panel: PalettePanel, drags: type[RecordedDrag], qtbot: QtBot
) -> None:
    hidden = panel.card("hidden")
    start = hidden.rect().center()
    qtbot.mousePress(hidden, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(hidden, start + QPoint(1, 0))
    assert drags.last is None
    qtbot.mouseMove(hidden, start + QPoint(QApplication.startDragDistance() + 2, 0))
    drag = drags.last
    assert drag is not None
    assert drag.is_begun
    assert read_layer_mime(drag.mime) == hidden.entry.preset
    assert not drag.pixmap.isNull()
    assert not drag.pixmap.rect().contains(drag.hot_spot), "the picture hides what the canvas shows at the pointer"
    qtbot.mouseRelease(hidden, Qt.MouseButton.LeftButton)


def test_moving_without_a_press_drags_nothing(panel: PalettePanel, drags: type[RecordedDrag], qtbot: QtBot) -> None:
    qtbot.mouseMove(panel.card("input"), QPoint(30, 30))
    qtbot.mouseMove(panel.card("input"), QPoint(70, 30))
    assert drags.last is None


def test_a_double_click_adds_the_layer(
    panel: PalettePanel, qtbot: QtBot, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    with qtbot.waitSignal(panel.preset_activated) as activated:
        double_click(panel.card("tanh"), panel.card("tanh").rect().center())
    assert activated.args == [LayerPreset("dense", 4, "tanh", "Hidden")]


def test_the_menu_of_a_card_offers_what_a_double_click_does(panel: PalettePanel, qtbot: QtBot) -> None:
    card = panel.card("tanh")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), card.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(card, event)
    menu = card.findChild(QMenu, "card-menu")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Add to the canvas"]
    with qtbot.waitSignal(panel.preset_activated), qtbot.waitSignal(menu.destroyed):
        menu.actions()[0].trigger()
        menu.close()


def test_arrows_walk_between_cards_and_enter_adds(panel: PalettePanel, qtbot: QtBot) -> None:
    panel.card("input").setFocus()
    qtbot.keyClick(panel.card("input"), Qt.Key.Key_Right)
    assert panel.card("hidden").hasFocus()
    qtbot.keyClick(panel.card("hidden"), Qt.Key.Key_Down)
    assert panel.focusWidget() is not panel.card("hidden")
    qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Up)
    with qtbot.waitSignal(panel.preset_activated) as activated:
        qtbot.keyClick(panel.card("hidden"), Qt.Key.Key_Return)
    assert activated.args == [LayerPreset("dense", 2, "relu", "Hidden")]


@pytest.mark.parametrize("width", [240, 280, 360])
def test_every_card_is_wholly_visible_across_in_a_narrow_dock(panel: PalettePanel, width: int, qtbot: QtBot) -> None:
    def right_end() -> int:
        cards = [panel.card(entry.key) for entry in PALETTE]
        return max(card.mapTo(panel, card.rect().topRight()).x() for card in cards)

    panel.resize(width, 700)
    qtbot.waitUntil(lambda: right_end() < width)


def test_a_neuron_can_be_added_alone(panel: PalettePanel) -> None:
    assert panel.card("neuron").entry.preset.is_single_neuron
    assert "onto a layer" in panel.card("neuron").toolTip()


def test_examples_are_dragged_by_name(panel: PalettePanel, drags: type[RecordedDrag], qtbot: QtBot) -> None:
    spirals = panel.example_card("spirals")
    start = spirals.rect().center()
    qtbot.mousePress(spirals, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(spirals, start + QPoint(QApplication.startDragDistance() + 2, 0))
    qtbot.mouseRelease(spirals, Qt.MouseButton.LeftButton)
    assert drags.last is not None
    assert read_example_mime(drags.last.mime) == "spirals"


def test_a_double_click_or_enter_opens_an_example(
    panel: PalettePanel, qtbot: QtBot, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    digits = panel.example_card("digits")
    with qtbot.waitSignal(panel.example_activated) as opened:
        double_click(digits, digits.rect().center())
    assert opened.args == ["digits"]
    digits.setFocus()
    with qtbot.waitSignal(panel.example_activated) as opened:
        qtbot.keyClick(digits, Qt.Key.Key_Return)
    assert opened.args == ["digits"]


def test_there_is_a_card_for_every_example_and_each_says_what_it_is(panel: PalettePanel) -> None:
    for name, example in EXAMPLES.items():
        assert panel.example_card(name).accessibleName().startswith(example.label)
        assert example.description in panel.example_card(name).toolTip()


def test_arrows_walk_from_the_layers_to_the_examples_and_back(panel: PalettePanel, qtbot: QtBot) -> None:
    last, first = panel.card(PALETTE[-1].key), panel.example_card(next(iter(EXAMPLES)))
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Right)
    assert first.hasFocus()
    assert not first.visibleRegion().isEmpty()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert last.hasFocus()


def test_while_training_cards_rest_and_say_why(panel: PalettePanel, document: Document, qtbot: QtBot) -> None:
    document.set_training(True)
    qtbot.waitUntil(lambda: not panel.card("hidden").isEnabled())
    assert "Training is going on" in panel.card("hidden").toolTip()
    qtbot.mouseClick(panel.card("hidden"), Qt.MouseButton.LeftButton)
    assert "Training is going on" in QToolTip.text()
    QToolTip.hideText()
    document.set_training(False)
    assert panel.card("hidden").isEnabled()
    assert "double-click" in panel.card("hidden").toolTip()


def test_where_there_is_an_input_layer_its_card_says_that_there_is_no_place_for_another(
    panel: PalettePanel, document: Document
) -> None:
    card = panel.card("input")
    assert card.toolTip().startswith("“Input” holds the sample already")
    spoken = QAccessible.queryAccessibleInterface(card)
    assert spoken.text(QAccessible.Text.Description) == card.toolTip()
    document.edit_network("Remove", lambda network: remove_layers(network, [network.layers[0].id]))
    assert card.toolTip() == card.entry.help
    document.undo_stack.undo()
    assert card.toolTip().startswith("“Input” holds the sample already")
