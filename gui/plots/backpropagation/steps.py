"""What a step of backpropagation consists of: matrices, what comes of them, the formula, and who is in play."""

from collections.abc import Sequence

import msgspec

from engine.arrays import BoolArray, FloatArray
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
        column_layer: Whose neurons the columns are; None where they are none, or samples.
        samples: Which rows of the data set its rows are, its columns where it is transposed; () where they are none.
        transposed: Whether it was turned over, as the formula wants it.
        is_row: Whether it is a vector written as a row, which makes it a transposed one, too.
        weighs: Whether its entries can be clicked for their paths.
        frozen: Which entries belong to parameters that training leaves alone, a mask of the same shape; None for none.
        text: How its only entry is written; "" for as many digits as a cell has room for.
    """

    name: Name
    values: FloatArray
    shape: tuple[int, int]
    row_layer: LayerId | None = None
    column_layer: LayerId | None = None
    samples: tuple[int, ...] = ()
    transposed: bool = False
    is_row: bool = False
    weighs: bool = False
    frozen: BoolArray | None = None
    text: str = ""

    @property
    def title(self) -> str:
        """Its symbol, and that it is transposed."""
        name = f"({self.name.plain})" if "/" in self.name.plain else self.name.plain
        return f"{name}ᵀ" if self.transposed or self.is_row else self.name.plain

    @property
    def row_samples(self) -> tuple[int, ...]:
        """The samples that its rows are."""
        return () if self.transposed else self.samples

    @property
    def column_samples(self) -> tuple[int, ...]:
        """The samples that its columns are."""
        return self.samples if self.transposed else ()

    def is_frozen_at(self, row: int, column: int) -> bool:
        """Tell whether training leaves the parameter of an entry alone."""
        return self.frozen is not None and bool(self.frozen[row, column])

    def turned_over(self) -> "Term":
        """Give it transposed."""
        return msgspec.structs.replace(
            self,
            values=self.values.T,
            frozen=None if self.frozen is None else self.frozen.T,
            shape=(self.shape[1], self.shape[0]),
            row_layer=self.column_layer,
            column_layer=self.row_layer,
            transposed=not self.transposed,
        )

    def sample_at(self, row: int, column: int) -> int | None:
        """Give the sample that an entry belongs to."""
        if not self.samples:
            return None
        return self.samples[column if self.transposed else row]

    def item_at(self, row: int, column: int) -> Item | None:
        """Give what on the canvas an entry belongs to."""
        if self.transposed:
            return self.turned_over().item_at(column, row)
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
