"""Layers that glide to where they belong. Only the picture moves: the network is edited before it begins."""

import math
import time
from collections.abc import Mapping

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation
from PySide6.QtWidgets import QGraphicsView, QStyle

from engine.network.layout.placement import GRID
from engine.network.model import LayerId, Network
from gui.canvas.scene import NetworkScene

GLIDE_MS = 250
# A network whose every picture takes longer than this would jerk along: it jumps instead.
SLOWEST_FRAME_S = 0.05
FAR = 2 * GRID  # scene units; a nudge with the arrow keys is in place at once


def sent_far(before: Network, after: Network, shown_at: Mapping[LayerId, QPointF]) -> dict[LayerId, QPointF]:
    """Give where layers are shown that an edit sends far away; none where layers come or go or become wider."""
    forms = ([(layer.id, layer.shape) for layer in network.layers] for network in (before, after))
    if next(forms) != next(forms) or {layer.id for layer in after.layers} != shown_at.keys():
        return {}
    ways = {layer.id: math.dist(layer.position, shown_at[layer.id].toTuple()) for layer in after.layers}
    return {layer_id: shown_at[layer_id] for layer_id, way in ways.items() if way > FAR}


class Transition(QObject):
    """Shows layers on their way from where they were to where they are.

    Args:
        scene: What shows them.
        view: Where it is seen; hidden, or on a desktop that asks for no animations, layers are in place at once.
    """

    def __init__(self, scene: NetworkScene, view: QGraphicsView) -> None:
        super().__init__(view)
        self._scene = scene
        self._view = view
        self._origins: dict[LayerId, QPointF] = {}
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(GLIDE_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._show)
        self._animation.finished.connect(self.finish)

    def run(self, origins: Mapping[LayerId, QPointF], picture_s: float) -> None:
        """Let layers glide from `origins` to their places in the network shown, in the place of any other glide.

        Args:
            origins: Where layers are shown that go far.
            picture_s: How long it took to show them where they belong.
        """
        self.finish()
        moved = {
            layer.id: origins[layer.id]
            for layer in self._scene.network.layers
            if layer.id in origins and origins[layer.id] != QPointF(*layer.position)
        }
        if moved and picture_s <= SLOWEST_FRAME_S and self._is_welcome():
            self._origins = moved
            self._show(0.0)
            self._animation.start()

    def finish(self) -> None:
        """Put the layers where they belong at once."""
        self._animation.stop()
        if self._origins:
            self._origins = {}
            self._scene.preview_positions({})

    def _is_welcome(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._view.isVisible() and self._view.style().styleHint(hint, None, self._view) > 0

    def _show(self, share: float) -> None:
        if not self._origins:
            return
        began = time.perf_counter()
        targets = {layer.id: QPointF(*layer.position) for layer in self._scene.network.layers}
        self._scene.preview_positions(
            {
                layer_id: origin + (targets[layer_id] - origin) * share
                for layer_id, origin in self._origins.items()
                if layer_id in targets
            }
        )
        if time.perf_counter() - began > SLOWEST_FRAME_S:
            self.finish()
