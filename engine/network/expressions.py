"""Numbers as people write them: `1/3`, `0,5`, `-2e-3`, `10%`, `sqrt(2)`, `√2`, `½`, `1,000.5`, `pi/4`.

A small recursive-descent parser; nothing is ever evaluated as code. The grammar, loosest binding first:

    sum     = product (("+" | "-") product)*
    product = factor (("*" | "/") factor | times)*
    times   = name | name "(" sum ")" | "√" atom | "(" sum ")"    where nothing is divided by: 2π, 3(1 + 2), 2√2
    factor  = ("+" | "-") factor | power
    power   = atom "%"? (("^" | "**") factor)?
    atom    = number | name | name "(" sum ")" | "√" atom | "(" sum ")"
"""

import math
import re
import unicodedata
from collections.abc import Callable

from engine.errors import EngineError, UnfinishedNumberError

MAX_LENGTH = 200
_CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "√": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log10,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "abs": abs,
}
# A comma parts thousands where a point follows, or where there are several; else it is the decimal one.
_GROUPED = r"[1-9]\d{0,2}(?:(?:,\d{3})+\.\d*|(?:,\d{3}){2,})(?![.,\d])"
_TOKEN = re.compile(
    rf"\s*(?:(?P<grouped>{_GROUPED})|(?P<number>(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>√|[a-zA-Zπ]+)|(?P<sign>\S))"
)
_THOUSAND_OR_ONE = re.compile(r"[+-]?([1-9]\d{0,2}),000")
_FRACTION = re.compile("(\\d*)([¼-¾⅐-⅞])")
# What more typing can mend though it stands at the very end: an exponent begun, a divisor of 0 with
# a point, which digits may follow.
_EXPONENT_BEGUN = re.compile(r"[\d.,][eE][+-]?$")
_ZERO_DIVISOR_BEGUN = re.compile(r"/\s*[+-]?0*[.,]0*$")
_TYPOGRAPHY = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"})


def parse_number(text: str) -> float:
    """Give the number a text stands for.

    Args:
        text: A decimal with point or comma, or an expression of such with + − * / ^, %, brackets, π, e, and the
            functions sqrt, exp, ln, log (base 10), sin, cos, tan, tanh and abs.

    Raises:
        UnfinishedNumberError: The text only begins such an expression, as `-`, `1/`, `sqrt(` and nothing at all do.
        EngineError: The text is no such expression, or its value is not a finite number.
    """
    shown = text.strip()
    if not shown:
        raise UnfinishedNumberError("Type a number, such as 0.5, 1/3 or sqrt(2).")
    if len(shown) > MAX_LENGTH:
        raise EngineError(f"A number is written in at most {MAX_LENGTH} characters; this has {len(shown)}.")
    plain = _FRACTION.sub(_written_out, shown.translate(_TYPOGRAPHY).replace("**", "^"))
    try:
        value = _Parser(plain).parse()
    except ZeroDivisionError:
        kind = UnfinishedNumberError if _ZERO_DIVISOR_BEGUN.search(plain) else EngineError
        raise kind(f"“{shown}” divides by 0.") from None
    except (ValueError, OverflowError, RecursionError):
        raise EngineError(f"“{shown}” has no finite value.") from None
    except _UnfinishedError as error:
        raise UnfinishedNumberError(_sentence(shown, error)) from None
    except SyntaxError as error:
        kind = UnfinishedNumberError if _EXPONENT_BEGUN.search(plain) else EngineError
        raise kind(_sentence(shown, error)) from None
    if not math.isfinite(value):
        raise EngineError(f"“{shown}” has no finite value.")
    return value


def parse_typed_number(text: str) -> float:
    """Give the number that a text typed by hand stands for, as `parse_number` does.

    Raises:
        UnfinishedNumberError: As there, or it reads 1,000, which to some is 1 and to others 1000. Nobody types three
            zeros behind a decimal comma for nothing, but tables have them.
        EngineError: As there.
    """
    if found := _THOUSAND_OR_ONE.fullmatch(text.strip().translate(_TYPOGRAPHY)):
        raise UnfinishedNumberError(f"“{text.strip()}” may be {found[1]} or {found[1]}000: type it without the comma.")
    return parse_number(text)


def _written_out(fraction: re.Match[str]) -> str:
    """Give (1+1/2) for 1½."""
    part = unicodedata.normalize("NFKC", fraction[2]).replace("\N{FRACTION SLASH}", "/")
    return f"({fraction[1] or 0}+{part})"


def _sentence(shown: str, error: SyntaxError) -> str:
    """Say that a text is no number, and why where that says more."""
    reason = str(error)
    return f"“{shown}” is not a number" + ("." if reason.startswith(f"“{shown}”") else f": {reason}.")


class _UnfinishedError(SyntaxError):
    """The text ended too early."""


class _Parser:
    """Reads one expression; raises SyntaxError with a short reason, or the arithmetic's own errors."""

    def __init__(self, text: str) -> None:
        self._tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self._position = 0

    def parse(self) -> float:
        value = self._sum()
        kind, token = self._peek()
        if kind:
            raise SyntaxError(f"“{token}” was not expected")
        return value

    def _sum(self) -> float:
        value = self._product()
        while self._peek()[1] in {"+", "-"}:
            value = value + self._product() if self._next() == "+" else value - self._product()
        return value

    def _product(self) -> float:
        value = self._factor()
        is_divided = False
        while True:
            if self._peek()[1] == "*":
                self._next()
                value *= self._factor()
            elif self._peek()[1] == "/":
                self._next()
                value /= self._factor()
                is_divided = True
            elif self._times_follows() and not is_divided:  # 1/2π is π/2 to some and 1/(2π) to others
                value *= self._power()
            else:
                return value

    def _times_follows(self) -> bool:
        """Whether a name or a bracket follows, which is multiplied by; not e, with which an exponent may begin."""
        kind, token = self._peek()
        return token == "(" or (kind == "name" and token != "e" and (token in _CONSTANTS or token in _FUNCTIONS))

    def _factor(self) -> float:
        if self._peek()[1] in {"+", "-"}:
            return self._factor() if self._next() == "+" else -self._factor()
        return self._power()

    def _power(self) -> float:
        base = self._atom()
        if self._peek()[1] == "%":
            self._next()
            base /= 100
        if self._peek()[1] != "^":
            return base
        self._next()
        return math.pow(base, self._factor())

    def _atom(self) -> float:
        kind, token = self._peek()
        if not kind:
            raise _UnfinishedError("it is not finished")
        self._next()
        if kind == "grouped":
            return float(token.replace(",", ""))
        if kind == "number":
            return float(token.replace(",", "."))
        if token == "(":
            return self._closed_bracket()
        if kind == "name" and token in _CONSTANTS:
            return _CONSTANTS[token]
        if token == "√" and self._peek()[1] != "(":
            return math.sqrt(self._atom())
        if kind == "name" and token in _FUNCTIONS:
            if self._next() != "(":
                raise self._error(f"{token} needs brackets", is_unfinished=self._position > len(self._tokens))
            return float(_FUNCTIONS[token](self._closed_bracket()))
        is_begun = self._position == len(self._tokens) and _begins(token)
        raise self._error(f"“{token}” was not expected", is_unfinished=is_begun)

    def _closed_bracket(self) -> float:
        value = self._sum()
        if self._next() != ")":
            raise self._error("a bracket is not closed", is_unfinished=self._position > len(self._tokens))
        return value

    def _error(self, reason: str, *, is_unfinished: bool) -> SyntaxError:
        return _UnfinishedError(reason) if is_unfinished else SyntaxError(reason)

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._position] if self._position < len(self._tokens) else ("", "")

    def _next(self) -> str:
        token = self._peek()[1]
        self._position += 1
        return token


def _begins(token: str) -> bool:
    """Tell whether a last token may be the beginning of a name or of a number, as `sq` and `.` are."""
    return token in {".", ","} or any(name.startswith(token) for name in (*_CONSTANTS, *_FUNCTIONS))
