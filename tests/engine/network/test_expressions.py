"""Numbers as people write them."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError, UnfinishedNumberError
from engine.network.expressions import parse_number, parse_typed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (".5", 0.5),
        ("1/3", 1 / 3),
        ("-2e-3", -0.002),
        ("−1,5", -1.5),
        ("sqrt(2)", math.sqrt(2)),
        ("pi/4", math.pi / 4),
        ("-π", -math.pi),
        ("10%", 0.1),
        ("-2,5 %", -0.025),
        ("3*50%^2", 0.75),
        ("2^-1", 0.5),
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("2**3", 8.0),
        ("1 - 2 - 3", -4.0),
        ("8/4/2", 1.0),
        ("2·(1 + 3) × 2", 16.0),
        ("ln(e)", 1.0),
        ("--3", 3.0),
        ("√2/2", math.sqrt(2) / 2),
        ("√(1+1)", math.sqrt(2)),
        ("2*√π", 2 * math.sqrt(math.pi)),
        ("½", 0.5),
        ("-1¾", -1.75),
        ("1,000.5", 1000.5),
        ("-1,000,000", -1e6),
        ("1,000", 1.0),
        ("2π", 2 * math.pi),
        ("-3pi/4", -3 * math.pi / 4),
        ("2√2", 2 * math.sqrt(2)),
        ("3(1 + 2)", 9.0),
        ("2sqrt(4)^2", 8.0),
        ("(1+1)(2+1)", 6.0),
        ("1.000", 1.0),
    ],
)
def test_what_people_write(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["1,000", " -25,000 ", "+100,000"])
def test_a_typed_number_that_may_be_thousands_is_not_guessed(text: str) -> None:
    with pytest.raises(UnfinishedNumberError, match="type it without the comma"):
        parse_typed_number(text)


@pytest.mark.parametrize(("text", "value"), [("2,125", 2.125), ("0,000", 0.0), ("1,0001", 1.0001), ("1,000.5", 1000.5)])
def test_other_commas_are_read_as_they_are_meant(text: str, value: float) -> None:
    assert parse_typed_number(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Type a number"),
        ("abc", "^“abc” is not a number.$"),
        ("1/0", "divides by 0"),
        ("sqrt(-1)", "no finite value"),
        ("1e999", "no finite value"),
        ("9^9^9^9", "no finite value"),
        ("1 +", "not finished"),
        ("(1", "not closed"),
        ("sqrt 2", "needs brackets"),
        ("1,0000.5", "“.5” was not expected"),
        ("√-2", "“-” was not expected"),
        ("1 2", "“2” was not expected"),
        ("1/2π", "“π” was not expected"),
        ("2e", "“e” was not expected"),
        ("nan", "is not a number"),
        ("10%%", "“%” was not expected"),
        ("__import__", "was not expected"),
        ("(" * 150, "not finished"),
        ("1" * 201, "at most 200 characters"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EngineError, match=reason):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "−",
        "+",
        ".",
        ",",
        "1/",
        "1e",
        "1e-",
        "2*",
        "2**",
        "sq",
        "sqrt",
        "sqrt(",
        "sqrt(2",
        "(1",
        "1/.",
        "1/0.",
        "1/-0,0",
    ],
)
def test_what_is_only_begun(text: str) -> None:
    with pytest.raises(UnfinishedNumberError):
        parse_number(text)


@pytest.mark.parametrize(
    "text", ["abc", "1..", "1 2", "1)", "sqrt 2", "sqrt(-1)", "1/(1-1)", "1/0", "--x", "1e999", "2p"]
)
def test_what_no_more_typing_can_mend(text: str) -> None:
    with pytest.raises(EngineError) as refusal:
        parse_number(text)
    assert not isinstance(refusal.value, UnfinishedNumberError)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_beginning_of_a_number_is_one_or_unfinished(value: float) -> None:
    text = repr(value)
    for length in range(len(text)):
        with contextlib.suppress(UnfinishedNumberError):
            parse_number(text[:length])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_printed_float_reads_back(value: float) -> None:
    assert parse_number(repr(value)) == value
    assert parse_number(repr(value).replace(".", ",")) == value


@given(st.text(max_size=30))
def test_any_text_gives_a_finite_number_or_a_refusal(text: str) -> None:
    with contextlib.suppress(EngineError):
        assert math.isfinite(parse_number(text))
