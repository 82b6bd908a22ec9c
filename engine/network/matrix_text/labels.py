"""The headings that a block of a spreadsheet brings along, told from its numbers."""

from collections.abc import Callable

import msgspec

from engine.network.matrix_text.splitting import Rows


class Unlabelled(msgspec.Struct, frozen=True, eq=False):
    """Rows of entries without their headings.

    Attributes:
        rows: What is left.
        first_row: In which row of the text it begins, from 0.
        first_column: In which column of the text it begins, from 0.
    """

    rows: Rows
    first_row: int = 0
    first_column: int = 0


def without_labels(rows: Rows, is_label: Callable[[str], bool]) -> Unlabelled:
    """Take off a first row and a first column that hold nothing but names; the corner between the two may be empty.

    A row of names may also be one entry shorter than the rest, which leaves out the corner. Around an empty corner
    numbers that count from 0 or 1 are names too, as of a data frame; others could be those of a table with a gap.
    """
    if len(rows) < 2 or not rows[0]:
        return Unlabelled(rows)
    head, *rest = rows
    names = [row[0] for row in rest]
    is_enough = (
        len(head) > 2 or len(names) > 1 or is_label(head[-1]) or is_label(names[0])
    )  # else three numbers and a gap
    if is_enough and not head[0] and _are_headings(head[1:], is_label) and _are_headings(names, is_label):
        return Unlabelled([row[1:] for row in rest], 1, 1)
    if len(head) == len(rest[0]) - 1:
        head = ["", *head]
    has_head = len(head) == len(rest[0]) and _are_labels(head[1:] if not head[0] else head, is_label)
    body = rest if has_head else [head, *rest]
    has_names = all(len(row) > 1 for row in body) and _are_labels([row[0] for row in body], is_label)
    if not (has_head or has_names):
        return Unlabelled(rows)
    return Unlabelled([row[1:] for row in body] if has_names else body, int(has_head), int(has_names))


def _are_labels(entries: list[str], is_label: Callable[[str], bool]) -> bool:
    return bool(entries) and all(map(is_label, entries))


def _are_headings(entries: list[str], is_label: Callable[[str], bool]) -> bool:
    """Tell whether entries are names, or count from 0 or 1."""
    counted = ([str(number + first) for number in range(len(entries))] for first in (0, 1))
    return _are_labels(entries, is_label) or (bool(entries) and entries in counted)
