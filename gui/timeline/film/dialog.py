"""The dialog before a film is made: of what, as what file, how long and how large; and the one while it is made."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from gui.theme import Spacing
from gui.timeline.film.formats import FILM_FORMATS
from gui.timeline.film.plan import (
    LEAST_RATE,
    LEAST_SECONDS,
    LEAST_WIDTH,
    MOST_RATE,
    MOST_SECONDS,
    MOST_WIDTH,
    FilmPlan,
)
from gui.timeline.film.subjects import FILM_SUBJECTS
from gui.widgets import Choice, ChoiceField, Form, IntegerField

TOO_LARGE = "So many pictures of this size take too much memory as a {label}: choose a smaller width or fewer frames."
CAPTION_HELP = "Write at the lower left which moment of the run is seen"
TELLS_MOMENT = "The strip below the plots tells it already"
WRITING = "Writing the file …"
PROGRESS_WIDTH = 320


class FilmDialog(QDialog):
    """Asks what film to make.

    Args:
        plan: What is offered at first.
        natural_size: Gives how large a key of `FILM_SUBJECTS` is on the screen.
        moment_count: How many moments there are.
        parent: The window.

    Signals:
        film_requested: the `FilmPlan`.
    """

    film_requested = Signal(object)

    def __init__(
        self, plan: FilmPlan, natural_size: Callable[[str], QSize], moment_count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export film")
        self.setObjectName("film-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._natural_size = natural_size
        self._moment_count = moment_count
        self._subject = ChoiceField(tuple(Choice(each.name, each.label, each.help) for each in FILM_SUBJECTS.values()))
        self._format = ChoiceField(
            tuple(Choice(each.name, each.label, each.help, None, each.obstacle()) for each in FILM_FORMATS.values())
        )
        self._rate = IntegerField(plan.frames_per_second, minimum=LEAST_RATE, maximum=MOST_RATE)
        self._seconds = IntegerField(plan.seconds, minimum=LEAST_SECONDS, maximum=MOST_SECONDS)
        self._width = IntegerField(plan.width, minimum=LEAST_WIDTH, maximum=MOST_WIDTH)
        self._caption = QCheckBox("Step and epoch in a corner")
        self._caption.setChecked(plan.has_caption)
        self._subject.set_choice(plan.subject)
        usable = plan.file_format if not FILM_FORMATS[plan.file_format].obstacle() else next(iter(FILM_FORMATS))
        self._format.set_choice(usable)
        self._hint = _muted_label("film-hint")
        self._told = _muted_label("film-size")
        self._lay_out()
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        for choice in (self._subject, self._format):
            choice.currentIndexChanged.connect(lambda _index: self._refresh())
        for field in (self._rate, self._seconds, self._width):
            field.value_edited.connect(lambda _value: self._refresh())

    def _lay_out(self) -> None:
        form = Form()
        form.add_row("Film of", self._subject)
        form.add_row("Format", self._format)
        form.add_wide(self._hint)
        form.add_row("Length in s", self._seconds, "How long the film is; the whole recording is seen in it")
        form.add_row("Frames per s", self._rate, "How smoothly it moves")
        form.add_row("Width in pixels", self._width, "The height follows from what is filmed")
        form.add_wide(self._caption)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.addButton("Save as…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setObjectName("film-save")
        self._save.setProperty("kind", "primary")
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.SECTION, Spacing.LARGE, Spacing.SECTION, Spacing.LARGE)
        column.setSpacing(Spacing.MEDIUM)
        column.addWidget(form)
        column.addWidget(self._told)
        column.addWidget(buttons)

    @property
    def plan(self) -> FilmPlan:
        """What is chosen."""
        return FilmPlan(
            subject=self._subject.choice,
            file_format=self._format.choice,
            frames_per_second=self._rate.value,
            seconds=self._seconds.value,
            width=self._width.value,
            has_caption=self._caption.isChecked(),
        )

    @property
    def obstacle(self) -> str:
        """Why such a film can't be made, or ""."""
        plan, size = self.plan, self._size()
        file_format = FILM_FORMATS[plan.file_format]
        pixels = len(plan.shots(self._moment_count)) * size.width() * size.height()
        if file_format.most_pixels is not None and pixels > file_format.most_pixels:
            return TOO_LARGE.format(label=file_format.label)
        return file_format.obstacle()

    def _size(self) -> QSize:
        return self.plan.size(self._natural_size(self.plan.subject))

    def _refresh(self) -> None:
        plan, size, obstacle = self.plan, self._size(), self.obstacle
        pictures = len(plan.shots(self._moment_count))
        unusable = [each.obstacle() for each in FILM_FORMATS.values() if each.obstacle()]
        tells_moment = FILM_SUBJECTS[plan.subject].tells_moment
        self._caption.setEnabled(not tells_moment)
        self._caption.setToolTip(TELLS_MOMENT if tells_moment else CAPTION_HELP)
        self._hint.setText(" ".join(unusable))
        self._hint.setVisible(bool(unusable))
        self._told.setText(
            obstacle
            or f"{size.width():,} × {size.height():,} pixels, {plan.frame_count:,} frames of {pictures:,} moments"
        )
        self._save.setEnabled(not obstacle)
        self._save.setToolTip(obstacle)

    def _on_accepted(self) -> None:
        plan = self.plan
        self.accept()
        self.film_requested.emit(plan)


class FilmProgress(QDialog):
    """Tells how far a film is; closing it gives the film up.

    Args:
        file_name: What is written.
        parent: The window.

    Signals:
        cancelled: a person gives the film up.
    """

    cancelled = Signal()

    def __init__(self, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Making the film")
        self.setObjectName("film-progress")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_done = False
        self._label = QLabel(f"Making {file_name} …")
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress of the film")
        self._bar.setMinimumWidth(PROGRESS_WIDTH)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.SECTION, Spacing.LARGE, Spacing.SECTION, Spacing.LARGE)
        column.setSpacing(Spacing.MEDIUM)
        for widget in (self._label, self._bar, buttons):
            column.addWidget(widget)

    def show_progress(self, taken: int, count: int) -> None:
        """Tell how many pictures of all have been taken."""
        self._bar.setRange(0, count if taken < count else 0)  # how long writing takes is not known
        self._bar.setValue(taken)
        self._label.setText(f"Picture {taken:,} of {count:,}" if taken < count else WRITING)

    def finish(self) -> None:
        """Go away: the film is over."""
        self._is_done = True
        self.accept()

    def reject(self) -> None:
        """Go away, and give the film up where it is not over; so does closing."""
        super().reject()
        if not self._is_done:
            self._is_done = True
            self.cancelled.emit()


def _muted_label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("tone", "muted")
    label.setWordWrap(True)
    return label
