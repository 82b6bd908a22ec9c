"""An engine that records what it is asked and says what the test makes it say."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.data.sources import make_data_set
from engine.data.specification import DataSpecification
from engine.network.model import Parameters
from engine.process.events import DataMade
from engine.process.views.all import ViewRequest
from engine.project.project import Run


class FakeEngine(QObject):
    """Stands in for `gui.engine_client.EngineProcess`; requests are kept in `asked`, in order."""

    engine_ready = Signal(object)
    data_made = Signal(object)
    request_refused = Signal(object)
    frame_received = Signal(object)
    run_stopped = Signal(object)
    retraining_stopped = Signal(object)
    test_part_measured = Signal(object)
    sample_found = Signal(object)
    engine_failed = Signal(object)
    engine_died = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, Any]] = []
        self.revision = 0
        self.run_id = 0

    def start(self) -> None:
        self.asked.append(("begin", None))

    def set_project(self, **parts: object) -> int:
        self.revision += 1
        self.asked.append(("project", {name: part for name, part in parts.items() if part is not None}))
        return self.revision

    def watch(self, views: Mapping[str, ViewRequest], *, parameters: bool = False) -> None:
        self.asked.append(("watch", (dict(views), parameters)))

    @property
    def watched(self) -> dict[str, ViewRequest]:
        """What is watched now, by name."""
        return self.of_kind("watch")[-1][0]

    def start_run(self, run: Run, *, mini_batches: int | None = None, epochs: int | None = None) -> int:
        self.run_id += 1
        self.asked.append(("start", (run, mini_batches, epochs)))
        return self.run_id

    def retrain(self, initial: Parameters, epochs: int) -> int:
        self.run_id += 1
        self.asked.append(("retrain", (initial, epochs)))
        return self.run_id

    def pause_retraining(self) -> None:
        self.asked.append(("pause retraining", None))

    def stop_retraining(self) -> None:
        self.asked.append(("stop retraining", None))

    def limit_speed(self, steps_per_second: float | None) -> None:
        self.asked.append(("limit speed", steps_per_second))

    def measure_test_part(self) -> None:
        self.asked.append(("measure test part", None))

    def find_sample(self, *wanted: object) -> None:
        self.asked.append(("find sample", wanted))

    def pause_run(self) -> None:
        self.asked.append(("pause", None))

    def take_frame(self) -> None:
        self.asked.append(("take", None))

    def make_data(self, specification: DataSpecification) -> None:
        """Say that the data set has been made."""
        self.data_made.emit(DataMade(revision=self.revision, data_set=make_data_set(specification)))

    def of_kind(self, kind: str) -> list[Any]:
        """Give what was asked of one kind."""
        return [what for asked, what in self.asked if asked == kind]
