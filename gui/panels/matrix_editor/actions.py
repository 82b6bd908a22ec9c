"""What can be done to the numbers selected, or else to the whole of W or b: copy, paste, fill, freeze, restore."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.fills import FILLS, Fill
from engine.network.freezing import frozen_count
from engine.network.matrix_text import (
    Readings,
    fitting_reading,
    format_matrix,
    matrix_format,
    read_numbers,
    read_weights_and_biases,
)
from engine.network.model import ConnectionKey
from engine.network.wiring import removed_count
from gui.document import Document
from gui.panels.matrix_editor.fill_strip import FillStrip
from gui.panels.matrix_editor.filling import NO_BLOCK, Filling
from gui.panels.matrix_editor.paper import Paper
from gui.panels.matrix_editor.pasting import Paste, PastePlace, fits, plan_both, plan_paste
from gui.panels.matrix_editor.target import Target, chosen_target
from gui.panels.panel_edits import PanelEdits
from gui.widgets import InlineMessage

SPREADSHEET = "tsv"
NO_MATRIX = "There are no weights to work on."


class MatrixActions(QObject):
    """Acts on the connection shown.

    Args:
        document: The open project.
        paper: The tables.
        strip: Where factor and seed are set.
        message: Where results and refusals are told.

    Signals:
        connection_changed: other numbers are acted on, so what is possible may differ.
    """

    connection_changed = Signal()

    def __init__(self, document: Document, paper: Paper, strip: FillStrip, message: InlineMessage) -> None:
        super().__init__(paper)
        self._document = document
        self._paper = paper
        self._message = message
        self._edits = PanelEdits(document, message)
        self._shown: ConnectionKey | None = None
        self.filling = Filling(document, self._edits, strip)
        for table in paper.tables:
            table.copy_requested.connect(self.copy_cells)
            table.cut_requested.connect(self._on_cut_requested)
            table.paste_requested.connect(self.paste_clipboard)
            table.erase_requested.connect(self._on_erase_requested)

    def set_connection(self, key: ConnectionKey | None) -> None:
        """Act on another connection from now on."""
        if key != self._shown:
            self._shown = key
            self.filling.close()
            self.connection_changed.emit()

    # Targets and obstacles

    @property
    def _key(self) -> ConnectionKey | None:
        """The connection shown, None where the network lost it and the tables have not heard of that yet."""
        is_there = self._shown is not None and self._document.network.find_connection(*self._shown) is not None
        return self._shown if is_there else None

    def target(self) -> Target | None:
        """Give what to copy or fill: several cells selected, else all of W, or of b where that is chosen."""
        return None if self._key is None else chosen_target(self._paper, self._key, single=False)

    def title(self) -> str:
        """Name the target."""
        target = self.target()
        return "" if target is None else target.title(self._document.network)

    def typing_obstacle(self) -> str:
        """Give why no number can be set now, "" where one can."""
        return NO_MATRIX if self._key is None else self._document.editing_obstacle

    def copy_obstacle(self) -> str:
        """Give why nothing can be copied, "" where something can."""
        target = self.target()
        if target is None:
            return NO_MATRIX
        return NO_BLOCK if target.is_scattered else ""

    def fill_obstacle(self, fill: Fill | None = None) -> str:
        """Give why the target cannot be filled, "" where it can."""
        target = self.target()
        return NO_MATRIX if target is None else self.filling.obstacle(target, fill)

    def freeze_obstacle(self) -> str:
        """Give why the numbers selected cannot be frozen, "" where they can."""
        target = self._cells()
        if target is None or self.fill_obstacle():
            return self.fill_obstacle()
        network = self._document.network
        has_any = frozen_count(network, target.parameters(network)).total > 0
        return "" if has_any else "The edges selected were removed, so there is nothing to freeze."

    def restore_obstacle(self) -> str:
        """Give why no edge can be restored, "" where one can."""
        target = self._cells()
        if target is None or self.fill_obstacle():
            return self.fill_obstacle()
        network = self._document.network
        return "" if removed_count(network, target.parameters(network)) else "No edge selected here was removed."

    def is_frozen(self) -> bool:
        """Tell whether training leaves all numbers selected alone."""
        target = self._cells()
        return target is not None and self.filling.is_frozen(target)

    # What can be done

    def copy(self, name: str) -> None:
        """Put the target onto the clipboard in the format of that name."""
        self._copy(self.target(), name)

    def copy_cells(self) -> bool:
        """Put the cells selected onto the clipboard, as a spreadsheet takes them; tell whether there were any."""
        return self._copy(self._cells(), SPREADSHEET)

    def paste_clipboard(self) -> None:
        """Take over the matrix on the clipboard."""
        self.paste(QGuiApplication.clipboard().text())

    def paste(self, text: str) -> None:
        """Take over the matrix that a text writes down, and say into what it went.

        A text that names both W and b, such as `W = …` and `b = …`, sets both. Else it goes into the table that has the
        keyboard, from the first cell selected. While neither has it, it goes into W where it fits, else into b.
        """
        if self._key is None:
            return
        self.filling.close()
        wanted = self._paper.weights.matrix.size + self._paper.biases.matrix.size
        try:
            both = read_weights_and_biases(text, wanted)
            if both is not None:
                self._apply(plan_both(self._document.network, both, self._key))
            else:
                self._paste_numbers(read_numbers(text, wanted), self._key)
        except EngineError as error:
            self._message.show_error(str(error))

    def fill(self, name: str) -> None:
        """Fill the target in the way of that name."""
        target = self._fillable(FILLS[name])
        if target is not None:
            self.filling.fill(target, name)

    def begin_scaling(self) -> None:
        """Ask for the factor to scale the target by."""
        target = self._fillable()
        if target is not None:
            self.filling.begin_scaling(target)

    def begin_drawing(self) -> None:
        """Draw the target anew, and ask how."""
        target = self._fillable()
        if target is not None:
            self.filling.begin_drawing(target)

    def set_frozen(self, *, frozen: bool) -> None:
        """Let training leave the numbers selected alone, or train them."""
        target = self._cells()
        if target is not None:
            self.filling.set_frozen(target, frozen=frozen)

    def restore_edges(self) -> None:
        """Bring back the removed edges among those selected."""
        target = self._cells()
        if target is not None:
            self.filling.restore(target)

    def _fillable(self, fill: Fill | None = None) -> Target | None:
        """Give what to fill, or say why it cannot be."""
        obstacle = self.fill_obstacle(fill)
        if obstacle:
            self._message.show_error(obstacle)
        return None if obstacle else self.target()

    def _cells(self) -> Target | None:
        """Give what the usual keys are about: the cells selected, be it a single one."""
        return None if self._key is None else chosen_target(self._paper, self._key, single=True)

    def _copy(self, target: Target | None, name: str) -> bool:
        if target is None or target.is_scattered:
            self._message.show_error(NO_MATRIX if target is None else NO_BLOCK)
            return False
        network = self._document.network
        values = target.values(network)
        is_vector = target.is_bias and name != SPREADSHEET
        QGuiApplication.clipboard().setText(format_matrix(values[:, 0] if is_vector else values, name))
        self._message.show_info(f"{target.title(network)} copied as {matrix_format(name).label}.")
        return True

    def _paste_numbers(self, readings: Readings, key: ConnectionKey) -> None:
        matrix = self._meant(readings)
        self._paste(matrix, self._place_for(matrix, key), _commas_note(readings, matrix))

    def _meant(self, readings: Readings) -> FloatArray:
        """Choose by what is selected, else by what the numbers could fill whole."""
        active, whole = self._paper.active_table, [self._paper.weights.matrix.size, self._paper.biases.matrix.size]
        if active is None:  # a table with a gap could be W's, and have as many lines as b has entries
            return fitting_reading(readings, *(whole[:1] if readings.matrix is None else whole))
        if active is self._paper.bias_table:
            whole.reverse()
        selected = [] if active.block is None else [active.block.height * active.block.width]
        return fitting_reading(readings, *selected, whole[0], 1)

    def _place_for(self, matrix: FloatArray, key: ConnectionKey) -> PastePlace:
        active = self._paper.active_table
        if active is not None:
            return PastePlace(key, active is self._paper.bias_table, active.block)
        is_vector = matrix.size == max(matrix.shape)
        fits_biases = is_vector and matrix.size == self._paper.biases.matrix.size
        return PastePlace(key, fits_biases and matrix.shape != self._paper.weights.matrix.shape)

    def _paste(self, matrix: FloatArray, place: PastePlace, note: str = "", how: str = "Pasted") -> None:
        if self._apply(plan_paste(self._document.network, matrix, place), note, how):
            return
        if not self._document.editing_obstacle and matrix.shape[0] != matrix.shape[1]:
            self._offer_transposed(matrix, place)

    def _apply(self, paste: Paste, note: str = "", how: str = "Pasted") -> bool:
        is_done = self._edits.apply_to_network(paste.label, paste.edit)
        if is_done:
            self._message.show_info(f"{how} into {paste.place}.{paste.note}{note}")
        return is_done

    def _offer_transposed(self, matrix: FloatArray, place: PastePlace) -> None:
        if fits(self._document.network, matrix.T, place):
            paste = partial(self._paste, matrix.T.copy(), place, how="Pasted transposed")
            self._message.show_error(self._message.text, "Paste transposed", paste)

    def _on_cut_requested(self) -> None:
        if self._can_erase() and self.copy_cells():
            self._erase()

    def _on_erase_requested(self) -> None:
        if self._can_erase():
            self._erase()

    def _can_erase(self) -> bool:
        """Tell whether the cells selected can be set to 0, and say why not."""
        target = self._cells()
        obstacle = NO_MATRIX if target is None else self.filling.obstacle(target)
        if obstacle:
            self._message.show_error(obstacle)
        return not obstacle

    def _erase(self) -> None:
        target = self._cells()
        if target is not None:
            self.filling.erase(target)


def _commas_note(readings: Readings, matrix: FloatArray) -> str:
    """Say how commas were read where they could have been read otherwise, or ""."""
    if readings.decimals is None or (readings.matrix is not None and readings.matrix.size == readings.decimals.size):
        return ""
    return " Commas were read as decimal." if matrix is readings.decimals else " Commas were read as separators."
