"""The backpropagation plot: a mini-batch forward, backward and to its update, step by step, linked with the canvas."""

import math

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from engine.network.graph import computed_part
from engine.network.model import ConnectionKey
from engine.process.views.backpropagation import (
    MOST_ENTRIES,
    BackpropagationRequest,
    BackpropagationTrace,
    WeightPaths,
    WeightPlace,
)
from gui.export.image_export import Caption, Picture
from gui.icons import IconName, icon
from gui.plots.backpropagation.matrix_card import MOST_COLUMNS, columns_within
from gui.plots.backpropagation.page import StepPage
from gui.plots.backpropagation.paths_text import PathNames
from gui.plots.backpropagation.stage import StepStage
from gui.plots.backpropagation.step_controls import StepControls, is_move
from gui.plots.backpropagation.steps import Step, Term, recurrences
from gui.plots.backpropagation.walk import steps_of
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.numbers import readable
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import EdgeItem, Item, NeuronItem, Selection, exists
from gui.theme import Theme, ThemeManager
from gui.widgets import let_rest

WIDE_ENOUGH, HIGH_ENOUGH = 400, 480
PATIENCE_MS = 300  # of training, before the page gives way to a sentence
NOT_YET = "Connect the network and choose data to see it."
WHILE_TRAINING = "It waits while training goes on: pause to go through the next mini-batch."
OWN_INPUT = "Your own x has no target to learn from: select a sample."
ALONE = "A run takes mini-batches, not a sample by itself: choose the next mini-batch"
EARLIER = "The run does not stand at the moment shown: go back to its end, or go on from there"
PAUSE_FIRST = "Training is going on; pause it first."
NO_STEPS = "There are no steps to go through yet."
NO_SAMPLE = "Select a sample to go through it alone."
BATCH, NEXT, SAMPLE = "batch", "next", "sample"
AGREEING = 1e-9  # a difference from autograd beyond this is no rounding
Shapes = dict[ConnectionKey, tuple[int, int]]


class BackpropagationPlot(EnginePlot):
    """Shows one step at a time; ← and → lead from one to the next while it has the keyboard."""

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.BACKPROPAGATION, parent)
        self._steps: tuple[Step, ...] = ()
        self._weight: WeightPlace | None = None
        self._is_dismissed = False  # what takes part in this step, by a person who wants to see the whole network
        self._columns, self._is_low = MOST_COLUMNS, False
        self._shown: tuple[BackpropagationTrace, int] | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.redraw)
        self.stage = StepStage()
        self.stage.pane.closed.connect(lambda: self._look_at(None))
        self.set_stage(self.stage)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make_header()
        self.apply_theme()
        self.redraw()

    def _make_header(self) -> None:
        self._batch = ElidedComboBox()
        self._batch.setAccessibleName("Mini-batch")
        self._batch.setToolTip("Which samples are gone through")
        self._batch.addItem("Next mini-batch", NEXT)
        self._batch.addItem("Selected sample", SAMPLE)
        self._batch.activated.connect(lambda _index: self._on_batch_chosen())
        self.controls = StepControls()
        self.controls.place_changed.connect(self._on_place_changed)
        self.selection.in_play_dismissed.connect(self._on_dismissed)
        self.controls.used.connect(self._take_keyboard)
        self._take = QToolButton()
        self._take.setText("Take this step")
        self._take.setIcon(icon(IconName.STEP))
        self._take.setAccessibleName("Take this step")
        self._take.setObjectName("take-step")
        self._take.setAutoRaise(True)
        self._take.clicked.connect(self.step_wanted)
        self.header.insertWidget(0, self._batch)
        self.header.insertWidget(1, self._take)
        self.add_row(self.controls)

    # What it asks for

    def wanted(self) -> BackpropagationRequest | None:
        """Ask for the mini-batch that is gone through; for nothing while training."""
        if self.subject.is_training or self._obstacle():
            return None
        shown = self.recording.shown
        stand = shown or self.subject.run
        return BackpropagationRequest(
            sample=self.subject.looked_at.sample if self._takes_sample else None,
            step=0 if stand is None else stand.step,
            epoch=0 if stand is None else stand.epoch,
            mini_batch=0 if stand is None else stand.mini_batch,
            optimizer_state=None if stand is None else stand.optimizer_state,
            weight=self._weight,
            training=None if shown is None else shown.training,
        )

    def subject_changed(self, before: PlotSubject) -> None:
        """Forget the weight looked at where the network is another one."""
        if self._weight is not None and not exists(_edge(self._weight), self.subject.network):
            self._weight = None
        if self.subject.is_training and not before.is_training:
            self.controls.stop()
            self._patience.start()
        elif not self.subject.is_training:
            self._patience.stop()

    def recording_changed(self) -> None:
        """Go through the mini-batch that the run took from the moment shown."""
        self.ask()

    def settings_restored(self) -> None:
        """Take over which samples are gone through."""
        self._batch.setCurrentIndex(max(self._batch.findData(self.settings.options.get(BATCH, NEXT)), 0))

    # Steps

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, () while nothing is shown."""
        return self._steps

    @property
    def place(self) -> int:
        """Which of them is shown."""
        return self.controls.place

    @property
    def page(self) -> StepPage | None:
        """What shows it."""
        return self.stage.page

    def go_to(self, place: int) -> None:
        """Show a step; beyond the ends the first or the last."""
        self.controls.go_to(place)

    # Drawing

    def draw(self) -> None:
        """Show the step, or why there is none."""
        self._enable()
        if self._patience.isActive() and self._shown is not None:
            return  # a single step is over at once: that is to be no flicker
        sentence = self._obstacle() or self.missing
        if self.subject.is_training or sentence or not self.subject.is_complete:
            self._clear()
            title = "Training goes on" if self.subject.is_training else "No mini-batch yet"
            self.show_empty(title, WHILE_TRAINING if self.subject.is_training else sentence or NOT_YET)
            return
        trace = self.view
        if not isinstance(trace, BackpropagationTrace) or not self._fits(trace):
            return  # what was asked for is on its way
        self.show_plot()
        self._show_step(trace)
        self.set_resting_parts(self._parts(trace))
        self._enable()

    def restyle(self, theme: Theme) -> None:  # noqa: ARG002 - widgets take the active theme
        """Make the page anew with the theme's colours and sizes."""
        self._shown = None

    def reset_view(self) -> None:
        """Go back to the first step."""
        self.go_to(0)

    def table(self) -> Table | None:
        """Give all entries of all matrices, each once, with the step that they are computed in."""
        rows: list[tuple[int, str, int | str, int, int, float]] = []
        for place, step in enumerate(self._steps):
            for term in step.terms:
                if term.name in step.results:
                    rows += [
                        (
                            place + 1,
                            term.name.plain,
                            term.sample_at(row, column) or "",
                            row + 1,
                            column + 1,
                            float(value),
                        )
                        for (row, column), value in np.ndenumerate(term.values)
                    ]
        if not rows:
            return None
        return Table(("step", "matrix", "sample", "row", "column", "value"), tuple(zip(*rows, strict=True)))

    def what_is_shown(self) -> tuple[str, ...]:
        """Say which step is shown."""
        if not self._steps:
            return ()
        return (f"step {self.place + 1} of {len(self._steps)}: {self._steps[self.place].title}",)

    def figure_of(self, background: QColor, caption: Caption) -> Picture:
        """Give the page of the step as a picture."""
        page, pane = self.stage.page, self.stage.pane
        told = () if pane.isHidden() else (pane.label,)
        return Picture(page or self.stage, background, replace(caption, rows=(*told, *caption.rows)))

    def _show_step(self, trace: BackpropagationTrace) -> None:
        if self._shown and self._shown[0] is trace and self._shown[1] == self.place:
            return
        if self._shown is None or self._shown[0] is not trace:
            self._steps = steps_of(self.subject.network, trace, trace.request.training or self.subject.training)
            self.controls.set_titles([f"{step.phase} {step.title}" for step in self._steps])
        self._shown = (trace, self.place)
        page = StepPage(
            self._steps[self.place], self.place, recurrences(self._steps), self._columns, numbers_first=self._is_low
        )
        page.step_wanted.connect(self._walk_to)
        page.entry_hovered.connect(self._on_entry_hovered)
        page.entry_clicked.connect(self._on_entry_clicked)
        names = PathNames(self.subject.network, tuple((trace.passes.rows + 1).tolist()))
        self.stage.show_page(page, self._paths(trace), names)
        self._put_in_play(trace)

    def _put_in_play(self, trace: BackpropagationTrace) -> None:
        """Let what takes part stand out on the canvas: a whole layer, or the paths of one weight."""
        items: list[Item] = list(self._steps[self.place].in_play)
        paths = self._paths(trace)
        if paths is not None:
            items = [_edge(paths.place)]
            for path in paths.paths:
                for (source, column), (target, row) in zip(path.neurons, path.neurons[1:], strict=False):
                    items.append(EdgeItem(source, target, row, column))
        if not self._is_dismissed:
            teller = f"Backpropagation: step {self.place + 1} of {len(self._steps)}"
            self.selection.put_in_play(*dict.fromkeys(items), teller=teller)

    def _clear(self) -> None:
        self._shown = None
        self.selection.put_in_play()

    def _clear_if_hidden(self) -> None:
        if not self.isVisible():
            self._clear()

    def _enable(self) -> None:
        has_steps = bool(self._steps) and self.page is not None
        obstacle = PAUSE_FIRST if self.subject.is_training else "" if has_steps else self._obstacle() or NO_STEPS
        self.controls.set_obstacle(obstacle)
        reason = ALONE if self._takes_sample else EARLIER if self.subject.is_rewound else self.missing
        let_rest(self._take, reason or obstacle)

    def _parts(self, trace: BackpropagationTrace) -> list[Part]:
        difference = trace.largest_difference
        if difference is None:
            parts = [Part("Autograd is being loaded")]
        elif not math.isfinite(difference):
            parts = [Part("Some numbers are no longer finite, so there is nothing to compare with autograd")]
        elif difference <= AGREEING * max(1.0, abs(trace.passes.loss)):
            parts = [Part("Autograd agrees:"), Part(f"largest difference {readable(difference, 2)}")]
        else:
            parts = [Part(f"Autograd differs by up to {readable(difference, 2)}")]
        if self.subject.is_rewound:
            parts.append(Part("an earlier moment"))
        if trace.drops_out:
            parts.append(Part("no neuron is dropped out here, as the run does"))
        return parts

    # What it goes through

    @property
    def _takes_sample(self) -> bool:
        return bool(self._batch.currentData() == SAMPLE)

    def _obstacle(self) -> str:
        if not self._takes_sample:
            return ""
        if self.subject.looked_at.own is not None:
            return OWN_INPUT
        return NO_SAMPLE if self.subject.looked_at.sample is None else ""

    def _fits(self, trace: BackpropagationTrace) -> bool:
        """Tell whether an answer is of the network as it is now."""
        request = self.request
        return (
            isinstance(request, BackpropagationRequest)
            and (trace.request.sample, trace.request.step) == (request.sample, request.step)
            and _shapes_told(trace) == _shapes_of(self.subject)
        )

    def _paths(self, trace: BackpropagationTrace) -> WeightPaths | None:
        return trace.paths if trace.request.weight == self._weight else None

    def _look_at(self, weight: WeightPlace | None) -> None:
        if weight != self._weight:
            self._weight = weight
            self.ask()

    # Reactions

    def _on_dismissed(self) -> None:
        self._is_dismissed = True

    def _on_place_changed(self) -> None:
        self._is_dismissed = False
        self._look_at(None)
        self.redraw()

    def _take_keyboard(self) -> None:
        """Let the next → go on from here, and not train."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _walk_to(self, place: int) -> None:
        self.go_to(place)
        self._take_keyboard()

    def _on_batch_chosen(self) -> None:
        self.choose(batch=str(self._batch.currentData()))

    def _on_entry_hovered(self, term: Term, entry: tuple[int, int] | None) -> None:
        item = None if entry is None else term.item_at(*entry)
        self.selection.hover(item if item is not None and exists(item, self.subject.network) else None)

    def _on_entry_clicked(self, term: Term, row: int, column: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        item = term.item_at(row, column)
        if item is not None and exists(item, self.subject.network):
            self.selection.select(item)
        if term.weighs and isinstance(item, EdgeItem):
            place = WeightPlace(item.source, item.target, row, column)
            self._look_at(None if place == self._weight else place)
        elif (sample := term.sample_at(row, column)) is not None and not isinstance(item, NeuronItem):
            self.sample_clicked.emit(sample - 1)

    # Qt

    def event(self, event: QEvent) -> bool:
        """Claim the arrows from the window's shortcuts while this has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_move(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the step before or after, to the first or the last."""
        if not self.controls.take_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where there is little room."""
        super().resizeEvent(event)
        columns, is_low = columns_within(self.width()), self.height() < HIGH_ENOUGH * self.theme.scale
        if (columns, is_low) != (self._columns, self._is_low):
            self._columns, self._is_low = columns, is_low
            self._shown = None
            self.redraw()
        is_wide = self.width() >= WIDE_ENOUGH * self.theme.scale
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if is_wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        self._take.setToolButtonStyle(style)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing stand out for it any more, and stop playing."""
        super().hideEvent(event)
        self.controls.stop()
        # A moment later, and never where the whole window goes: the canvas may have gone before.
        QTimer.singleShot(0, self, self._clear_if_hidden)


def _edge(place: WeightPlace) -> EdgeItem:
    return EdgeItem(place.source, place.layer, place.row, place.column)


def _shapes_told(trace: BackpropagationTrace) -> Shapes:
    return {
        (read.source, layer.layer): (read.weight.shape[0], read.weight.shape[1])
        for layer in trace.passes.layers
        for read in layer.sources
    }


def _shapes_of(subject: PlotSubject) -> Shapes:
    """Give the shapes of all matrices, as an answer about this network tells them."""
    return {
        each.key: (min(each.weight.shape[0], MOST_ENTRIES), min(each.weight.shape[1], MOST_ENTRIES))
        for each in computed_part(subject.network).connections
    }
