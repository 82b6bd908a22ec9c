"""What a step of backpropagation consists of: matrices, what comes of them, the formula, and who is in play."""

from collections.abc import Sequence

import msgspec

from engine.arrays import FloatArray
from engine.network.formulas.pieces import Symbol
from engine.network.model import LayerId
from gui.selection import EdgeItem, Item, NeuronItem

FORWARD, BACKWARD, UPDATE = "→", "←", "↻"


class Name(msgspec.Struct, frozen=True):
    """A quantity's symbol, as text and for typesetting."""

    plain: str
    latex: str

    @staticmethod
    def of(base: str, number: int | str = "") -> "Name":
        """Write a letter with the number of a layer: H⁽¹⁾."""
        symbol = Symbol(base, "", f"({number})" if number != "" else "")
        return Name(symbol.plain, symbol.latex)

    def differentiated(self) -> "Name":
        """Write ∂L/∂ of it."""
        return Name(f"∂L/∂{self.plain}", rf"\frac{{\partial L}}{{\partial {self.latex}}}")


class Term(msgspec.Struct, frozen=True, eq=False):
    """A matrix that takes part in a step.

    Attributes:
        name: Its symbol; a term of the same name is the same matrix in every step.
        values: (rows, columns), of a large matrix the first ones.
        shape: How many rows and columns there are.
        row_layer: Whose neurons the rows are; None where they are samples, or one row for all.
        column_layer: Whose neurons the columns are; None where they are none.
        samples: Which rows of the data set its rows are; () where they are none.
        transposed: Whether the formula turns it over; it is shown as it is.
        weighs: Whether its entries can be clicked for their paths.
    """

    name: Name
    values: FloatArray
    shape: tuple[int, int]
    row_layer: LayerId | None = None
    column_layer: LayerId | None = None
    samples: tuple[int, ...] = ()
    transposed: bool = False
    weighs: bool = False

    def item_at(self, row: int, column: int) -> Item | None:
        """Give what on the canvas an entry belongs to."""
        if self.row_layer is not None and self.column_layer is not None:
            return EdgeItem(self.column_layer, self.row_layer, row, column)
        return None if self.column_layer is None else NeuronItem(self.column_layer, column)

    @property
    def size(self) -> str:
        """Rows × columns."""
        return f"{self.shape[0]:,} × {self.shape[1]:,}"


class Step(msgspec.Struct, frozen=True, eq=False):
    """One step.

    Attributes:
        phase: `FORWARD`, `BACKWARD` or `UPDATE`.
        title: What is computed.
        sentence: What happens, for a student.
        latex: The formula, a line after the other.
        plain: The same as text.
        rows: Terms and the signs between them, in lines.
        results: The names of what is computed here.
        in_play: What on the canvas takes part.
    """

    phase: str
    title: str
    sentence: str
    latex: tuple[str, ...]
    plain: tuple[str, ...]
    rows: tuple[tuple[Term | str, ...], ...]
    results: tuple[Name, ...]
    in_play: tuple[Item, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All matrices of the step."""
        return tuple(part for row in self.rows for part in row if isinstance(part, Term))


class Recurrence(msgspec.Struct, frozen=True):
    """Where a matrix comes from and where it is used again, by the places of the steps.

    Attributes:
        made: Where it is computed; of a parameter where it is used first.
        used: Where it is read, after that.
        color: Its number among those that recur.
    """

    made: int
    used: tuple[int, ...]
    color: int


def recurrences(steps: Sequence[Step]) -> dict[Name, Recurrence]:
    """Give all matrices that occur in several steps, by their names."""
    made: dict[Name, int] = {}
    used: dict[Name, list[int]] = {}
    for place, step in enumerate(steps):
        for name in dict.fromkeys((*step.results, *(term.name for term in step.terms))):
            if made.setdefault(name, place) != place:
                used.setdefault(name, []).append(place)
    return {name: Recurrence(made[name], tuple(places), color) for color, (name, places) in enumerate(used.items())}
