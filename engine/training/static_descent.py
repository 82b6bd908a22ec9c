"""Gradient descent whose every update is the same work on the same memory, so that a GPU can record it once.

Which samples, which learning rate and which update it is stand in tensors on the device, a row an update; the work
reads the row where it stands and moves on to the next. Recorded (`engine.training.recording`) and replayed, dozens of
small kernels cost one call; a small network's updates take as long as its kernels, and no longer as their launching.
"""

import logging
from functools import partial

import torch
from msgspec.structs import replace
from torch import Tensor

from engine.arrays import same_value
from engine.network.schedules import ScheduleSettings
from engine.project.settings import TrainingSettings
from engine.project.stopping import StoppingSettings
from engine.training.backpropagation import Backpropagation
from engine.training.compiled import CompiledNetwork
from engine.training.device_dropout import DeviceDropout
from engine.training.path import Place
from engine.training.recording import Work, recorder

_log = logging.getLogger(__name__)

# Samples that the tables have room for: as many as are learnt from between two looks at whether all is finite.
_TABLE_SAMPLES = 8192
_UPDATES_A_REPLAY = 8


class StaticDescent(Backpropagation):
    """Backpropagation written out, as work to be recorded and replayed.

    Where it cannot be recorded, the log says why, and updates are taken as `Backpropagation` takes them.
    """

    _tables: "_Tables | None" = None
    _replays: dict[int, Work] | None = None
    _is_recordable = True

    def change(self, settings: TrainingSettings) -> None:
        """Go on with other settings; the work is recorded anew only where it holds what changed."""
        if not same_value(_recorded_settings(settings), _recorded_settings(self._settings)):
            self._replays = None
        super().change(settings)

    def advance(self, inputs: Tensor, targets: Tensor, rows: Tensor, place: Place) -> Tensor:
        """Take one update for each of n mini-batches; see `GradientDescent.advance`."""
        if self.on_gradients is None and self._is_recordable:
            tables = self._tables_for(inputs, targets, rows.shape[1])
            if self._replays is None:
                self._record(tables, rows, place)
            if self._replays:
                return self._replayed(tables, self._replays, rows, place)
        return super().advance(inputs, targets, rows, place)

    def _tables_for(self, inputs: Tensor, targets: Tensor, batch_size: int) -> "_Tables":
        """Give the tables; samples elsewhere in memory than those recorded need work of their own."""
        tables = self._tables
        if tables is None or tables.inputs is not inputs or tables.targets is not targets:
            self._replays = None
            tables = self._tables = _Tables(self._network, inputs, targets, batch_size)
        return tables

    def _record(self, tables: "_Tables", rows: Tensor, place: Place) -> None:
        """Record the work, which may have to do it for that: all that it changes is put back."""
        record = recorder(self._network.storage.device)
        before = self.checkpoint()
        self._fill(tables, rows[: tables.capacity], place)
        most = min(_UPDATES_A_REPLAY, self._steps_per_epoch, tables.capacity)
        try:
            self._replays = {
                count: record(partial(self._take, tables, count), tables.rewind)
                for count in sorted({1, most}, reverse=True)
            }
        except RuntimeError as error:
            self._is_recordable = False
            _log.warning("Training goes on without a recorded update: %s", error)
        finally:
            self.restore(before)

    def _replayed(self, tables: "_Tables", replays: dict[int, Work], rows: Tensor, place: Place) -> Tensor:
        """Take updates by replaying, give the sum of their losses."""
        tables.total.zero_()
        for part in torch.split(rows, tables.capacity):
            self._fill(tables, part, place)
            left = len(part)
            for count, replay in replays.items():
                while left >= count:
                    replay()
                    left -= count
            self._updates += len(part)
            place = place.after(len(part), self._steps_per_epoch)
        return tables.total.clone()

    def _fill(self, tables: "_Tables", rows: Tensor, place: Place) -> None:
        rates = self._learning_rates(place, len(rows))
        tables.fill(rows, rates, [self._share(rate) for rate in rates], self._updates)
        tables.fill_dropout(self._settings.seed, range(place.step, place.step + len(rows)))

    def _take(self, tables: "_Tables", count: int) -> None:
        """Take so many updates from where the tables stand; nothing here may wait for the device or ask it anything."""
        for _ in range(count):
            samples, rate, share = tables.next_row()
            tables.total.add_(self._differentiate(tables.inputs, tables.targets, samples, tables.dropout))
            with torch.no_grad():
                direction = self._direction(tables.updates)
                self._network.storage.mul_(torch.where(self._decayed, share, 1.0))
                self._network.storage.addcmul_(direction, rate, value=-1.0)


class _Tables:
    """What updates read, a row an update, and where they stand: written before them, always in the same memory."""

    def __init__(self, network: CompiledNetwork, inputs: Tensor, targets: Tensor, batch_size: int) -> None:
        storage, device = network.storage, network.storage.device
        self.inputs, self.targets = inputs, targets
        self.capacity = max(1, _TABLE_SAMPLES // batch_size)
        self.total = storage.new_zeros(())
        # float64, for 1 − β₂ᵗ to keep its digits; without dimensions, so that float32 stays float32 beside it.
        self.updates = torch.zeros((), dtype=torch.float64, device=device)
        self._row = torch.zeros(1, dtype=torch.int64, device=device)
        self._samples = torch.zeros((self.capacity, batch_size), dtype=torch.int64, device=device)
        self._rates, self._shares = storage.new_zeros((2, self.capacity)).unbind()
        shapes = {
            step.layer: (batch_size, len(network.tensors[step.bias])) for step in network.steps if step.dropout > 0.0
        }
        self.dropout = DeviceDropout(shapes, device)
        self._keys = {layer: self._row.new_zeros(self.capacity) for layer in shapes}

    def fill(self, rows: Tensor, rates: list[float], shares: list[float], updates: int) -> None:
        """Write the rows of updates to come, and stand before the first of them."""
        count = len(rows)
        self.rewind()
        self.updates.fill_(float(updates))
        self._samples[:count].copy_(rows)
        for table, values in ((self._rates, rates), (self._shares, shares)):
            table[:count].copy_(torch.tensor(values, dtype=table.dtype))

    def fill_dropout(self, seed: int, steps: range) -> None:
        """Write which neurons the updates to come leave out."""
        for layer, keys in self.dropout.keys_of(seed, steps).items():
            self._keys[layer][: len(steps)].copy_(keys)

    def rewind(self) -> None:
        """Stand before the first row again."""
        self._row.zero_()

    def next_row(self) -> tuple[Tensor, Tensor, Tensor]:
        """Give the samples (B,), α (1,) and the weights' share (1,) of the update to take now, and count it."""
        row = self._row
        samples, rate, share = (table.index_select(0, row) for table in (self._samples, self._rates, self._shares))
        for layer, key in self.dropout.keys.items():
            torch.index_select(self._keys[layer], 0, row, out=key)
        row.add_(1)
        self.updates.add_(1.0)
        return samples.view(-1), rate, share


def _recorded_settings(settings: TrainingSettings) -> TrainingSettings:
    """Give settings with a constant in the place of all that recorded work reads from the tables, or not at all."""
    return replace(
        settings,
        learning_rate=1.0,
        weight_decay=0.0,
        epochs=1,
        schedule=ScheduleSettings(),
        stopping=StoppingSettings(),
        optimizer=replace(settings.optimizer, decoupled_decay=0.0),
    )
