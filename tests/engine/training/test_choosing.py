"""Which way of training is taken: the fastest when tried, kept for as long as that can be trusted."""

import math
import time
from collections.abc import Callable

import pytest
import torch
from msgspec.structs import replace

from engine import cache
from engine.data.data_set import Task
from engine.project.settings import TrainingSettings
from engine.training import choosing, devices, racing
from engine.training.path import Advance, Path, Place, TrainingTask
from engine.training.paths import PATHS, PathKind
from engine.training.torch_path import TorchPath
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

SETTINGS = TrainingSettings(batch_size=4, device="cpu")
HOUR_S, DAY_S = 3600.0, 24 * 3600.0


@pytest.fixture(autouse=True)
def fresh_start(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the choices of this process, so that the next is made as in another."""
    monkeypatch.setattr(choosing, "_chosen", {})


def some_task(width: int = 3) -> TrainingTask:
    return TrainingTask(chain(2, width, 1), random_data(Task.BINARY, 2, 1), SETTINGS, "cpu")


def chosen_when(seconds: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the way chosen in a process of its own where mini-batches would take so long; "" if that is not asked."""
    asked = []

    def race(entries: dict[str, object]) -> dict[str, float]:
        asked.append(entries)
        return {key: seconds[key.partition(" ")[0]] for key in entries}

    forget(monkeypatch)
    monkeypatch.setattr(choosing, "race", race)
    _, name = choosing.choose([some_task()])
    return name if asked else ""


def later(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


def test_a_choice_holds_in_this_process_and_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    network, samples = chain(2, 7, 1), random_data(Task.BINARY, 2, 1)
    first = Trainer(network, samples, SETTINGS).path_name
    monkeypatch.setattr(choosing, "race", lambda _: pytest.fail("measured again"))

    assert Trainer(network, samples, SETTINGS).path_name == first
    forget(monkeypatch)
    assert Trainer(network, samples, SETTINGS).path_name == first


def test_a_clear_choice_is_not_measured_again_for_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_when({"backpropagation": 1.0, "autograd": 2.0}, monkeypatch) == "backpropagation"
    later(29 * DAY_S, monkeypatch)
    assert chosen_when({"backpropagation": 2.0, "autograd": 1.0}, monkeypatch) == ""
    later(40 * DAY_S, monkeypatch)
    assert chosen_when({"backpropagation": 2.0, "autograd": 1.0}, monkeypatch) == "autograd"


def test_a_close_choice_is_measured_again_and_stays_unless_clearly_beaten(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_when({"backpropagation": 1.0, "autograd": 1.1}, monkeypatch) == "backpropagation"
    assert chosen_when({"backpropagation": 2.0, "autograd": 1.0}, monkeypatch) == ""
    later(2 * HOUR_S, monkeypatch)
    assert chosen_when({"backpropagation": 1.1, "autograd": 1.0}, monkeypatch) == "backpropagation"
    later(4 * HOUR_S, monkeypatch)
    assert chosen_when({"backpropagation": 2.0, "autograd": 1.0}, monkeypatch) == "autograd"


@pytest.mark.parametrize("text", ["", "[]", '{"key": "autograd cpu"}', "\x00"])
def test_a_file_of_other_or_older_make_is_overwritten(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache.cache_folder("training") / "paths.json").write_text(text)

    assert chosen_when({"backpropagation": 1.0, "autograd": 2.0}, monkeypatch) == "backpropagation"
    assert chosen_when({"backpropagation": 2.0, "autograd": 1.0}, monkeypatch) == ""


class Slowed(TorchPath):
    """Takes as long as it is told for each mini-batch, and more for the first."""

    own_s = 0.0

    def advance(self, place: Place, mini_batches: int, largest_loss: float) -> Advance:
        advance = super().advance(place, mini_batches, largest_loss)
        took = self.own_s * advance.steps + (0.02 if place.step == 0 else 0.0)
        end = time.thread_time() + took
        while time.thread_time() < end:
            pass
        return advance


def slowed(seconds: float) -> Callable[[TrainingTask], TorchPath]:
    return type("_Slowed", (Slowed,), {"own_s": seconds})


def test_the_race_is_won_by_the_way_that_takes_least_whatever_its_first_step(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, make in (("plain", TorchPath), ("slow start", slowed(0.0)), ("slow", slowed(0.004))):
        monkeypatch.setitem(PATHS, name, PathKind(name, name, lambda _: True, make))
    task = some_task()

    seconds = racing.race({name: (task, name) for name in ("slow", "slow start", "plain")})

    assert seconds["slow"] > 0.004
    assert max(seconds["plain"], seconds["slow start"]) < 0.004


def test_the_race_takes_few_of_many_samples_and_leaves_the_task_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def noted(task: TrainingTask) -> TorchPath:
        seen.append(len(task.data_set.training_indices))
        return TorchPath(task)

    monkeypatch.setitem(PATHS, "noted", PathKind("noted", "noted", lambda _: True, noted))
    task = some_task()
    many = replace(task, data_set=random_data(Task.BINARY, 2, 1, samples=20_000, held=9_000))
    racing.race({"a": (many, "noted"), "b": (task, "noted")})

    assert seen[0] < 5_000
    assert seen[1] == len(task.data_set.training_indices)
    assert len(many.data_set.training_indices) == 11_000


class OutOfMemory(TorchPath):
    """Finds no more memory once some mini-batches were taken."""

    room = 0

    def advance(self, place: Place, mini_batches: int, largest_loss: float) -> Advance:  # noqa: ARG002
        if place.step >= self.room:
            raise MemoryError("no room")
        return super().advance(place, 1, largest_loss)


def register(monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[TrainingTask], Path]) -> None:
    monkeypatch.setitem(PATHS, name, PathKind(name, name, lambda _: True, make))


@pytest.mark.allows_log("failed where ways of training were tried")
@pytest.mark.parametrize("room", [0, 1, 3])
def test_a_way_that_fails_is_not_taken(
    room: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    register(monkeypatch, "failing", type("_OutOfMemory", (OutOfMemory,), {"room": room}))
    register(monkeypatch, "slow", slowed(0.001))
    task = some_task()

    seconds = racing.race({name: (task, name) for name in ("failing", "slow", "autograd")})

    assert seconds.keys() == {"slow", "autograd"}
    assert caplog.messages == ["“failing” failed where ways of training were tried, and is not taken: no room"]


def test_the_only_way_left_is_taken_and_the_others_are_tried_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "race", lambda entries: {list(entries)[-1]: 1.0})
    _, last = choosing.choose([some_task()])

    assert chosen_when({"backpropagation": 1.0, "autograd": 9.0}, monkeypatch) == ""
    later(2 * HOUR_S, monkeypatch)
    assert last != "backpropagation"
    assert chosen_when({"backpropagation": 1.0, "autograd": 9.0}, monkeypatch) == "backpropagation"


@pytest.mark.allows_log("failed where ways of training were tried")
def test_where_every_way_fails_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, "failing", OutOfMemory)
    task = some_task()

    with pytest.raises(MemoryError, match="no room"):
        racing.race({"a": (task, "failing"), "b": (task, "failing")})


def large_task() -> TrainingTask:
    return replace(some_task(), network=chain(2, 600, 600, 1))


def test_large_networks_alone_are_tried_on_several_threads_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(task: TrainingTask, seconds: dict[int, float]) -> int:
        def race(entries: dict[str, tuple[TrainingTask, str]]) -> dict[str, float]:
            return {key: seconds[entry.threads] for key, (entry, _) in entries.items()}

        forget(monkeypatch)
        (cache.cache_folder("training") / "paths.json").unlink(missing_ok=True)
        monkeypatch.setattr(choosing, "race", race)
        return choosing.choose([task])[0].threads

    monkeypatch.setattr(devices, "_MOST_THREADS", 3)
    assert chosen(large_task(), {1: 2.0, 3: 1.0}) == 3
    assert chosen(large_task(), {1: 1.0, 3: 2.0}) == 1
    assert chosen(some_task(), {1: 1.0}) == 1


def test_threads_are_chosen_for_a_way_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    raced: list[str] = []

    def race(entries: dict[str, object]) -> dict[str, float]:
        raced.extend(entries)
        return dict.fromkeys(entries, 1.0)

    monkeypatch.setattr(devices, "_MOST_THREADS", 3)
    monkeypatch.setattr(choosing, "race", race)
    choosing.choose([large_task()], "autograd")
    assert raced == ["autograd cpu", "autograd cpu 3 threads"]


def test_torch_computes_on_the_threads_chosen_and_goes_back_to_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own, seen = torch.get_num_threads(), []
    task = replace(large_task(), threads=own + 1)
    path = TorchPath(task)
    monkeypatch.setattr(path, "_take", lambda *_: (seen.append(torch.get_num_threads()), (1, None))[1])

    path.advance(Place(), 1, math.inf)

    assert seen == [own + 1]
    assert torch.get_num_threads() == own


def test_one_hold_up_of_several_threads_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class HeldUp(TorchPath):
        """Waits in every other mini-batch, once it is ready."""

        def advance(self, place: Place, mini_batches: int, largest_loss: float) -> Advance:  # noqa: ARG002
            passed[0] += 0.005 if place.step % 2 else 0.001
            return super().advance(place, 1, largest_loss)

    passed = [0.0]
    for clock in ("perf_counter", "thread_time"):
        monkeypatch.setattr(f"time.{clock}", lambda: passed[0])
    register(monkeypatch, "held up", HeldUp)
    task = some_task()

    seconds = racing.race({"one": (task, "held up"), "two": (replace(task, threads=2), "held up")})

    assert seconds["one"] == pytest.approx(0.001)
    assert seconds["two"] > 0.002
