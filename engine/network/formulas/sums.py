"""Sums of signed terms, the long ones shortened."""

from collections.abc import Sequence

import msgspec

from engine.network.formulas.pieces import Fence, Number, Pieces, Sign, Symbol

DOTS: Pieces = (Symbol("⋯"),)


class Term(msgspec.Struct, frozen=True):
    """A term of a sum: what it is, and whether a minus stands before it."""

    content: Pieces
    is_negative: bool = False


def product(factor: float, other: Pieces) -> Term:
    """Write a number times something."""
    return Term((Number(factor, shows_sign=False), Sign("·"), *other), is_negative=factor < 0)


def constant(value: float) -> Term:
    """Write a number by itself."""
    return Term((Number(value, shows_sign=False),), is_negative=value < 0)


def guarded(value: float) -> Pieces:
    """Write a number as a second factor: a negative one in parentheses."""
    number = Number(value)
    return (Fence((number,)),) if number.mantissa.startswith("−") else (number,)


def summed(terms: Sequence[Term]) -> Pieces:
    """Write terms with the signs between them; no terms are 0."""
    if not terms:
        return (Number(0.0),)
    first, *others = terms
    pieces = [*([Symbol("−")] if first.is_negative else []), *first.content]
    for term in others:
        pieces += [Sign("−" if term.is_negative else "+"), *term.content]
    return tuple(pieces)
