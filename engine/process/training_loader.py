"""Loading torch behind the engine's back: it takes seconds, and everything but training works without it."""

import importlib
import threading
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.training.trainer import Trainer


class TrainingLoader:
    """Imports the training part of the engine on a thread of its own."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._compiled_for: set[str] = set()
        self._is_loaded = False
        self.failure = ""
        self.devices: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether loading has ended, well or with `failure`, a traceback."""
        return self._is_loaded or bool(self.failure)

    def start(self) -> None:
        """Begin to load, unless begun already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._load, name="load torch", daemon=True)
            self._thread.start()

    def trainer_class(self) -> "type[Trainer]":
        """Give the class that trains, once loaded."""
        trainer: type[Trainer] = importlib.import_module("engine.training.trainer").Trainer
        return trainer

    def compile_for(self, precision: str) -> None:
        """See to it that there will be compiled code for a precision; this never takes long.

        Nobody waits for it: what trains meanwhile does so without, and changes over.
        """
        if precision not in self._compiled_for:
            self._compiled_for.add(precision)
            make_ready = importlib.import_module("engine.training.kernels.apart").make_ready_apart
            threading.Thread(target=make_ready, args=(precision,), name=f"compile {precision}", daemon=True).start()

    def _load(self) -> None:
        try:
            importlib.import_module("engine.training.trainer")
            # Before anything trains: later, it would take the interpreter from training for seconds.
            importlib.import_module("engine.training.kernels.loading").make_compiled_ready()
            self.devices = importlib.import_module("engine.training.devices").available_devices()
            self._is_loaded = True
        except Exception:  # noqa: BLE001 - a broken torch or driver may raise anything; the window is told what
            self.failure = traceback.format_exc()
