"""What plots say of where they come from: the project, and the moment of its run that is shown."""

from engine.data.sources import DATA_SOURCES
from gui.document import Document
from gui.plots.origin import Origin
from gui.timeline.timeline import RunTimeline
from gui.training.training_controller import TrainingController


def origin_of(document: Document, training: TrainingController, timeline: RunTimeline) -> Origin:
    """Give what is shown now: a project that has no file yet is called as its data are."""
    project = document.path.stem if document.path is not None else DATA_SOURCES[document.project.data.source].label
    return Origin(project, _moment(training, timeline))


def _moment(training: TrainingController, timeline: RunTimeline) -> str:
    state, shown = training.state, timeline.shown
    if shown is not None:
        return f"rewound to step {shown.step:,} of {timeline.moments[-1].step:,}, epoch {shown.epoch:,}"
    if state.step:
        return f"step {state.step:,}, epoch {state.epoch:,}"
    return "" if state.has_learnt else "not trained"
