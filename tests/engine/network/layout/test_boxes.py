import itertools

from hypothesis import given
from hypothesis import strategies as st

from engine.network.layout.boxes import ACROSS, DOWN, Box, free_shift
from engine.network.layout.placement import GRID
from tests.engine.network.layout.gaps import gap

CLEARANCE = 10.0
FAR = 40  # steps of the grid; the boxes below are all nearer to each other


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(st.floats(-200, 200)), draw(st.floats(-200, 200))
    return Box(left, top, left + draw(st.floats(1, 150)), top + draw(st.floats(1, 150)))


def are_clear(own: list[Box], taken: list[Box], dx: float, dy: float, least: float) -> bool:
    return all(gap(box.moved(dx, dy), other) >= least for box in own for other in taken)


@given(
    st.lists(boxes(), min_size=1, max_size=3), st.lists(boxes(), max_size=6), st.sampled_from([(0.0, 0.0), (7.0, 3.0)])
)
def test_boxes_move_no_farther_than_they_must_to_be_clear(
    own: list[Box], taken: list[Box], anchor: tuple[float, float]
) -> None:
    dx, dy = free_shift(own, taken, CLEARANCE, anchor)

    assert are_clear(own, taken, dx, dy, CLEARANCE - 0.01)
    if (dx, dy) == (0.0, 0.0):
        return
    assert dx == 0 or dy == 0
    moved = anchor[0] + dx if dx else anchor[1] + dy
    assert abs(moved / GRID - round(moved / GRID)) < 1e-9
    for axis, step in itertools.product((ACROSS, DOWN), range(-FAR, FAR)):
        way = step * GRID - anchor[axis]
        if abs(way) < abs(dx + dy) - 1e-9:
            assert not are_clear(own, taken, *((way, 0.0) if axis == ACROSS else (0.0, way)), CLEARANCE + 0.01)


@given(boxes(), st.lists(boxes(), max_size=6))
def test_a_box_moves_along_no_other_axis_than_it_may(own: Box, taken: list[Box]) -> None:
    dx, dy = free_shift([own], taken, CLEARANCE, (0.0, 0.0), (DOWN,))

    assert dx == 0
    assert are_clear([own], taken, dx, dy, CLEARANCE - 0.01)
