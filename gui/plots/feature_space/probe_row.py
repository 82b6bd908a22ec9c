"""How separable the classes are in each layer, as a bar for each: the measure of a linear model fitted to it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from engine.network.metrics import metric
from engine.network.model import Layer, LayerId
from engine.process.views.linear_probes import LinearProbe, LinearProbes
from gui.panels.notation import share_text
from gui.plots.numbers import readable
from gui.plots.short_names import fitting_form, short_forms
from gui.theme import Spacing, Theme, ThemeManager, ui_font

BAR_HEIGHT, TEXT_GAP = 4, 2
DIGITS = 2


class ProbeRow(QWidget):
    """A bar for each layer; the one of the layer shown stands out, and a click on one shows its layer.

    Signals:
        layer_clicked: the id of a layer.
    """

    layer_clicked = Signal(str)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._bars: dict[LayerId, ProbeBar] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Spacing.SMALL, 0, Spacing.SMALL, Spacing.TIGHT)
        self._row.setSpacing(Spacing.TIGHT)
        self.setAccessibleName("Linear probes")

    def set_layers(self, layers: Sequence[Layer]) -> None:
        """Show a bar for each of these, in the order values flow through them."""
        for bar in self._bars.values():
            self._row.removeWidget(bar)
            bar.deleteLater()
        names = [layer.name for layer in layers]
        self._bars = {layer.id: ProbeBar(layer.name, names, self._themes) for layer in layers}
        for layer_id, bar in self._bars.items():
            bar.clicked.connect(lambda _checked=False, chosen=layer_id: self.layer_clicked.emit(chosen))
            self._row.addWidget(bar, 1)

    def set_shown(self, layer: LayerId | None) -> None:
        """Let the bar of the layer shown stand out."""
        for layer_id, bar in self._bars.items():
            bar.setChecked(layer_id == layer)

    def show_probes(self, probes: LinearProbes | None) -> None:
        """Show how far each layer has come; None while that is not known."""
        found: Mapping[LayerId, LinearProbe] = {} if probes is None else {each.layer: each for each in probes.probes}
        for layer_id, bar in self._bars.items():
            bar.show_probe(probes, found.get(layer_id))


class ProbeBar(QAbstractButton):
    """One layer's bar, with its name and the measure above."""

    def __init__(self, name: str, names: Sequence[str], themes: ThemeManager) -> None:
        super().__init__()
        self._themes = themes
        self._forms = short_forms(name, names)
        self._value: str = ""
        self._share = 0.0
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Show {name}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_probe(self, probes: LinearProbes | None, probe: LinearProbe | None) -> None:
        """Take the measure."""
        if probes is None or probe is None:
            self._value, self._share = "", 0.0
            self.setToolTip(f"Show {self.text()}")
        else:
            is_share = probes.measure == "accuracy"
            value = _written(probe.training, is_share=is_share)
            self._value = value if is_share else f"{metric(probes.measure).label} {value}"
            self._share = min(max(probe.training, 0.0), 1.0)
            self.setToolTip(_explanation(self.text(), probes, probe, is_share=is_share))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a line and the bar; the width is what there is."""
        return QSize(48, self.fontMetrics().height() + BAR_HEIGHT + 2 * TEXT_GAP)

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as there are layers."""
        return QSize(12, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw name, measure and bar."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(theme, theme.type_scale.caption))
        self._paint_text(painter, theme)
        bar = QRectF(0, self.height() - BAR_HEIGHT - TEXT_GAP, self.width(), BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette.border))
        painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        bar.setWidth(bar.width() * self._share)
        is_lit = self.isChecked() or self.underMouse() or self.hasFocus()
        painter.setBrush(QColor(theme.palette.accent if is_lit else theme.palette.text_muted))
        painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)

    def _paint_text(self, painter: QPainter, theme: Theme) -> None:
        """Write the measure at the right, and of the name what there is room for."""
        metrics = QFontMetricsF(painter.font())
        place = self.rect().adjusted(0, 0, 0, -BAR_HEIGHT - TEXT_GAP)
        number = self._value.rpartition(" ")[2]
        value = self._value if metrics.horizontalAdvance(self._value) <= place.width() else number
        value_width = metrics.horizontalAdvance(value)
        room = place.width() - value_width - Spacing.TIGHT
        painter.setPen(QColor(theme.palette.text if self.isChecked() else theme.palette.text_muted))
        name = fitting_form(self._forms, room, metrics) if room > metrics.horizontalAdvance("M…") else ""
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        if value_width <= place.width():
            side = Qt.AlignmentFlag.AlignRight if name else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, value)


def _written(value: float, *, is_share: bool) -> str:
    return share_text(value) if is_share else readable(value, DIGITS)


def _explanation(name: str, probes: LinearProbes, probe: LinearProbe, *, is_share: bool) -> str:
    measure = metric(probes.measure).label
    parts = [f"{_written(probe.training, is_share=is_share)} training"]
    if probe.validation is not None:
        parts.append(f"{_written(probe.validation, is_share=is_share)} validation")
    base = _written(probes.baseline, is_share=is_share)
    fitted = f", fitted to {probe.fitted:,} of {probes.training_count:,} samples"
    return (
        f"Linear probe of {name}: how well a linear model alone reads it. {measure}: {', '.join(parts)}"
        f" ({base} without looking{fitted if probe.fitted < probes.training_count else ''}). Click to show it."
    )
