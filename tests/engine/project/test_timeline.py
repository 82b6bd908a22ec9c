"""Moments of a run: few where it is long, evenly apart in log time, never more than there is room for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.network.model import Parameters
from engine.project.timeline import MOST_PER_DECADE, Moment, Timeline, step_after


def moment(step: int, numbers: int = 8) -> Moment:
    return Moment(Parameters(weights=(np.full((1, numbers), float(step)),), biases=()), step, step // 10, step % 10)


def steps(timeline: Timeline) -> list[int]:
    return [moment.step for moment in timeline.moments]


def recorded(last: int, numbers: int = 8) -> list[Moment]:
    """Give the moments due up to a step."""
    moments = [moment(0, numbers)]
    while (due := step_after(moments[-1].step, moments[-1].size)) <= last:
        moments.append(moment(due, numbers))
    return moments


def test_the_first_steps_are_all_recorded_and_a_million_cost_few_moments() -> None:
    times = [moment.step for moment in recorded(1_000_000)]
    assert times[:10] == list(range(10))
    assert len(times) < 6.1 * MOST_PER_DECADE


def test_a_short_run_is_recorded_densely() -> None:
    assert len(recorded(3_200)) > 250


def test_moments_of_large_networks_are_due_more_seldom() -> None:
    assert len(recorded(10_000, numbers=200_000)) < len(recorded(10_000)) / 2


@given(
    st.lists(st.integers(1, 50), min_size=3, max_size=60),
    st.integers(3, 12),
    st.sets(st.integers(0, 59), max_size=3),
)
def test_it_keeps_within_its_budget_and_its_ends_and_marks(gaps: list[int], room: int, marked: set[int]) -> None:
    timeline = Timeline(budget=room * moment(0).size)
    times = np.cumsum(gaps).tolist()
    kept = {times[index] for index in marked if index < len(times)}
    for time in times:
        timeline.extend([moment(time)])
        timeline.mark(time, is_marked=time in kept)
    assert timeline.size == sum(each.size for each in timeline.moments)
    assert len(timeline.moments) <= max(room, len(kept) + 2)
    assert {times[0], times[-1], *kept} <= set(steps(timeline))
    assert steps(timeline) == sorted(steps(timeline))


def test_what_is_dropped_lies_closest_in_log_time() -> None:
    timeline = Timeline(budget=4 * moment(0).size)
    timeline.extend([moment(step) for step in (0, 10, 1000, 1010, 100_000)])
    assert steps(timeline) == [0, 10, 1000, 100_000] or steps(timeline) == [0, 10, 1010, 100_000]


def test_a_step_recorded_again_takes_the_place_of_what_came_after_it() -> None:
    timeline = Timeline()
    timeline.extend([moment(0), moment(5), moment(9)])
    timeline.extend([moment(5)])
    assert steps(timeline) == [0, 5]


@pytest.mark.parametrize(("step", "left"), [(9, [0, 5, 9]), (5, [0, 5]), (4, [0]), (-1, [])])
def test_what_came_after_a_step_is_forgotten(step: int, left: list[int]) -> None:
    timeline = Timeline()
    timeline.extend([moment(0), moment(5), moment(9)])
    timeline.cut(step)
    assert steps(timeline) == left
    assert timeline.size == sum(each.size for each in timeline.moments)


def test_only_a_moment_that_is_kept_can_be_marked() -> None:
    timeline = Timeline()
    timeline.extend([moment(0), moment(5)])
    timeline.mark(3, is_marked=True)
    timeline.mark(5, is_marked=True)
    assert timeline.marked == {5}
    timeline.mark(5, is_marked=False)
    assert timeline.marked == frozenset()


def test_the_mark_of_the_step_that_a_run_goes_on_from_stays() -> None:
    timeline = Timeline()
    timeline.extend([moment(0), moment(5), moment(9)])
    for step in (5, 9):
        timeline.mark(step, is_marked=True)
    going_on = timeline.up_to(5)
    going_on.extend([moment(5), moment(6)])  # a run begins with where it goes on from
    assert going_on.marked == {5}
    assert steps(going_on) == [0, 5, 6]
