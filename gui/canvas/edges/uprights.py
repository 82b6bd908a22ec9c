"""Arches side by side: where several rise or come down between the same layers, each does so at a place of its own.

The higher its lane, the nearer to its layer it is upright, so that none crosses another there.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec
from msgspec.structs import replace

from gui.canvas.edges.arches import SIDE_CLEARANCE, UPRIGHT_SPREAD, Arch, ArchPlan, Box, Room, Side

GAP, LEAST_GAP_SHARE = 7.0, 0.3  # between the edges of two ways; at the least, of the distance of their middles
LEAST_PITCH = 4.0  # of the middles: where there is no room even for that, they lie on each other
LEAST_ROOM = 16.0  # beside a way that can't step aside: in less edges could hardly turn


class _Upright(msgspec.Struct, frozen=True, eq=False):
    """Where an arch rises or comes down."""

    plan: ArchPlan
    is_fall: bool
    room: Room

    @property
    def order(self) -> tuple[bool, float]:
        """What sorts those between two layers from left to right."""
        return self.is_fall, -self.plan.lane if self.is_fall else self.plan.lane

    @property
    def side(self) -> Side:
        """The end that it leads to."""
        return self.plan.east if self.is_fall else self.plan.west

    def is_beside(self, other: "_Upright") -> bool:
        """Tell whether another is at the same heights."""
        return self.plan.top < other.side.lowest and other.plan.top < self.side.lowest


class _Gap(msgspec.Struct):
    """Uprights that have a room in common."""

    uprights: list[_Upright]
    left: float
    right: float

    @property
    def pitch(self) -> float:
        """How far apart they stand."""
        return min(UPRIGHT_SPREAD + GAP, (self.right - self.left) / len(self.uprights))

    def takes(self, upright: _Upright) -> bool:
        """Tell whether there is room for another, and reason to stand beside it."""
        room = min(self.right, upright.room.right) - max(self.left, upright.room.left)
        return room >= LEAST_PITCH * (len(self.uprights) + 1) and any(map(upright.is_beside, self.uprights))

    def add(self, upright: _Upright) -> None:
        """Take in another."""
        self.uprights.append(upright)
        self.left, self.right = max(self.left, upright.room.left), min(self.right, upright.room.right)

    def placed(self) -> Iterator[tuple[_Upright, float]]:
        """Give where each is, as near as can be to where it is by itself."""
        ordered, half = sorted(self.uprights, key=lambda upright: upright.order), self.pitch / 2
        wanted = [upright.room.wanted for upright in ordered]
        if len(ordered) == 1:
            return zip(ordered, wanted, strict=True)
        return zip(ordered, _spaced(wanted, self.pitch, self.left + half, self.right - half), strict=True)


def set_apart(plans: Sequence[ArchPlan], taken: Sequence[Box]) -> list[Arch]:
    """Give arches that rise and come down beside each other where there is room.

    Args:
        plans: What each is by itself.
        taken: Where ways are that stay as they are.
    """
    both = [(_Upright(plan, False, plan.rise), _Upright(plan, True, plan.fall)) for plan in plans]
    ends = [tuple(_beside(taken, upright) for upright in pair) for pair in both]
    gaps: list[_Gap] = []
    for upright in sorted(chain.from_iterable(ends), key=lambda upright: upright.room.wanted):
        gap = next((gap for gap in gaps if gap.takes(upright)), None)
        if gap is None:
            gaps.append(_Gap([upright], upright.room.left, upright.room.right))
        else:
            gap.add(upright)
    across = {upright: (x, gap.pitch) for gap in gaps for upright, x in gap.placed()}
    return [_arch_of(plan, *(across[upright] for upright in pair)) for plan, pair in zip(plans, ends, strict=True)]


def _arch_of(plan: ArchPlan, rise: tuple[float, float], fall: tuple[float, float]) -> Arch:
    """Give an arch, given where it is upright at both ends and how far from others there."""
    pitch = min(rise[1], fall[1])
    return plan.arch_at(rise[0], fall[0], min(UPRIGHT_SPREAD, pitch - min(GAP, LEAST_GAP_SHARE * pitch)))


def _beside(taken: Sequence[Box], upright: _Upright) -> _Upright:
    """Keep to the widest part of the room that is free of ways that stay, unless that is too narrow."""
    room, top, bottom = upright.room, upright.plan.top, upright.side.lowest
    left, free = room.left, list[tuple[float, float]]()
    for part in sorted(part for part in taken if part.top < bottom and part.bottom > top):
        free.append((left, min(part.left - SIDE_CLEARANCE, room.right)))
        left = max(left, part.right + SIDE_CLEARANCE)
    free.append((left, room.right))
    widest = max(free, key=lambda ends: ends[1] - ends[0])
    if widest == (room.left, room.right) or widest[1] - widest[0] < LEAST_ROOM:
        return upright
    half = (widest[1] - widest[0]) / 2
    near = min(room.wanted - room.left, room.right - room.wanted, half)
    return replace(upright, room=Room(*widest, min(max(room.wanted, widest[0] + near), widest[1] - near)))


def _spaced(wanted: Sequence[float], pitch: float, least: float, most: float) -> list[float]:
    """Give places in order, no nearer to each other than a pitch, that are as near as can be to those wanted.

    Without the pitches between them, the places must not decrease: where they would, they become their mean (pool
    adjacent violators; Ayer et al., 1955).
    """
    blocks: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        mean, count = place - number * pitch, 1
        while blocks and blocks[-1][0] > mean:
            before, others = blocks.pop()
            mean, count = (before * others + mean * count) / (others + count), others + count
        blocks.append((mean, count))
    flat = [mean for mean, count in blocks for _ in range(count)]
    last = most - (len(wanted) - 1) * pitch
    return [min(max(mean, least), last) + number * pitch for number, mean in enumerate(flat)]
