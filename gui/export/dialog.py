"""The dialog before a drawing is exported: how it will look, as what file, and with what behind it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gui.export.drawing import Drawing, Extras
from gui.export.formats import FORMATS
from gui.export.pictures import image_of
from gui.theme import DARK, LIGHT, Spacing, active_theme
from gui.widgets import Choice, ChoiceField, Form

PREVIEW = QSize(440, 260)
CHECK_SIDE = 8
_COLORS = (
    Choice(LIGHT.name, "Light", "For light paper and slides"),
    Choice(DARK.name, "Dark", "For dark slides"),
)


class ExportDialog(QDialog):
    """Asks for a kind of file and a ground. It is open beside the window; what is on the canvas stays as it is.

    Args:
        draw: Gives the drawing.
        file_format: The kind of file offered first.
        extras: What is drawn besides the network at first.
        parent: The window.

    Signals:
        save_requested: key of `FORMATS`, and the `Extras`.
    """

    save_requested = Signal(str, object)

    def __init__(
        self, draw: Callable[[Extras], Drawing], file_format: str, extras: Extras, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export drawing")
        self.setObjectName("export-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draw = draw
        self._preview = QLabel()
        self._preview.setFixedSize(PREVIEW)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setAccessibleName("Preview")
        self._format = ChoiceField(tuple(Choice(name, each.label, each.help) for name, each in FORMATS.items()))
        self._format.setObjectName("export-format")
        self._format.set_choice(file_format if file_format in FORMATS else next(iter(FORMATS)))
        self._ground = self._make_switch("Background", "export-ground", "The canvas's colour behind the drawing")
        self._ground.setChecked(extras.has_ground)
        self._legend = self._make_switch("Legend", "export-legend", "What colours, widths and outlines mean")
        self._legend.setChecked(bool(extras.has_legend))
        self._controls = self._make_switch(
            "Controls", "export-controls", "Menus and steppers of the layers as on the screen, or the same in words"
        )
        self._controls.setChecked(extras.has_controls)
        self._colors = ChoiceField(_COLORS)
        self._colors.setObjectName("export-colors")
        self._colors.set_choice(DARK.name if active_theme().is_dark else LIGHT.name)
        self._sizes: dict[str, QSize] = {}
        self._size = QLabel()
        self._size.setObjectName("export-size")
        self._size.setProperty("tone", "muted")
        self._lay_out()
        self._show_preview()
        for switch in (self._ground, self._legend, self._controls):
            switch.toggled.connect(self._show_preview)
        self._colors.choice_edited.connect(lambda _name: self._show_preview())
        self._format.currentIndexChanged.connect(lambda _index: self._show_size())

    @property
    def _extras(self) -> Extras:
        return Extras(
            has_ground=self._ground.isChecked(),
            has_legend=self._legend.isChecked(),
            has_controls=self._controls.isChecked(),
            is_dark=self._colors.choice == DARK.name,
        )

    def _make_switch(self, text: str, name: str, help_text: str) -> QCheckBox:
        switch = QCheckBox(text)
        switch.setObjectName(name)
        switch.setToolTip(help_text)
        return switch

    def _lay_out(self) -> None:
        form = Form()
        form.add_row("Format", self._format, "What kind of file to write")
        form.add_row("Colours", self._colors, "For which ground the drawing is meant")
        for switch in (self._ground, self._legend, self._controls):
            form.add_wide(switch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton("Save as…", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("export-save")
        save.setProperty("kind", "primary")
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.SECTION, Spacing.LARGE, Spacing.SECTION, Spacing.LARGE)
        column.setSpacing(Spacing.MEDIUM)
        column.addWidget(self._preview, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._size, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(form)
        column.addWidget(buttons)

    def _show_preview(self) -> None:
        drawing = self._draw(self._extras)
        self._sizes = {name: each.size(drawing) for name, each in FORMATS.items()}
        self._show_size()
        ratio = self.devicePixelRatioF()
        picture = image_of(drawing).scaled(
            PREVIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(ratio)
        shown = QPixmap(picture.size())
        shown.setDevicePixelRatio(ratio)
        painter = QPainter(shown)
        _paint_checks(painter, QSize(shown.size() / ratio))
        painter.drawImage(0, 0, picture)
        painter.end()
        self._preview.setPixmap(shown)

    def _show_size(self) -> None:
        name = self._format.choice
        width, height = self._sizes[name].toTuple()
        self._size.setText(f"{width:,} × {height:,} {FORMATS[name].unit}, all of the network at the present zoom")

    def _on_accepted(self) -> None:
        chosen = self._format.choice, self._extras
        self.accept()
        self.save_requested.emit(*chosen)


def _paint_checks(painter: QPainter, size: QSize) -> None:
    """Fill with the checks that mean transparent."""
    palette = active_theme().palette
    painter.fillRect(0, 0, size.width(), size.height(), QColor(palette.raised))
    for row in range(0, size.height(), CHECK_SIDE):
        for column in range(row % (2 * CHECK_SIDE), size.width(), 2 * CHECK_SIDE):
            painter.fillRect(column, row, CHECK_SIDE, CHECK_SIDE, QColor(palette.hover))
