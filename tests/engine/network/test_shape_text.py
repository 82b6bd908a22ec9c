"""Shapes as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.shape_text import (
    LONG_RUN,
    ShapeLayer,
    is_like_shape,
    is_shape_rather_than_numbers,
    parse_shape,
    shape_text,
)

PLAIN = (ShapeLayer(2), ShapeLayer(8, "relu"), ShapeLayer(1))
WIDTHS = st.integers(1, 10**9)
NAMES = st.sampled_from(sorted(ACTIVATION_FUNCTIONS))
LAYERS = st.builds(ShapeLayer, WIDTHS, NAMES)
SHAPES = st.builds(lambda width, rest: (ShapeLayer(width), *rest), WIDTHS, st.lists(LAYERS, min_size=1, max_size=8))


@pytest.mark.parametrize(
    "text",
    [
        "2-8-1",
        "2x8x1",
        "2X8×1",
        "2 → 8 → 1",
        "2->8->1",
        "2 8 1",
        " 2, 8, 1 ",
        "2–8—1",
        "2−8;1",
        "2-8r-1i",
        "2-8 ReLU-1",
    ],
)
def test_all_the_ways_to_write_a_shape(text):
    assert parse_shape(text) == PLAIN
    assert is_like_shape(text)


def test_suffixes_and_whole_names_choose_functions():
    expected = (ShapeLayer(2), ShapeLayer(8, "tanh"), ShapeLayer(4, "softplus"), ShapeLayer(3, "sigmoid"))
    assert parse_shape("2-8t-4sp-3s") == expected
    assert parse_shape("2x8Tx4SPx3S") == expected
    assert parse_shape("2-8tanh-4softplus-3Sigmoid") == expected


def test_the_beginning_of_a_name_will_do_where_no_other_begins_so():
    functions = [layer.activation for layer in parse_shape("2-3sig-4sin-5re-6le-7SOF-8i")]
    assert functions == ["identity", "sigmoid", "sine", "relu", "leaky_relu", "softplus", "identity"]


def test_a_shape_with_long_arrows_is_read():
    assert parse_shape("2 --> 8 -> 1") == PLAIN


def test_wide_layers_are_read_whole():
    assert [layer.width for layer in parse_shape("784 → 128 → 64 → 10")] == [784, 128, 64, 10]


@given(SHAPES)
def test_what_is_written_is_read_back(shape):
    assert parse_shape(shape_text(shape)) == shape


@given(st.lists(WIDTHS, min_size=2, max_size=LONG_RUN - 1))
def test_a_plain_shape_is_written_as_its_widths(widths):
    text = "-".join(map(str, widths))
    assert shape_text(parse_shape(text)) == text


@given(st.text(max_size=60) | st.from_regex(r"[0-9 a-z,;x>-]{0,40}", fullmatch=True))
def test_any_text_is_a_shape_or_refused(text):
    with suppress(SettingError):
        assert parse_shape(shape_text(parse_shape(text))) == parse_shape(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("8", "at least two layers, such as 2-8-1; “8” has 1"),
        ("", "has none"),
        ("2-8-", "“2-8-” is not finished: the width of the next layer is missing"),
        ("2x8x", "“2x8x” is not finished"),
        ("2-0-1", "at least one neuron; 0 were asked for"),
        ("2-" + "9" * 5_000 + "-1", "No machine has the memory for a layer of 9999999999999999999… neurons"),
        ("2t-8-1", "The input layer holds the sample .* “2t” gives it one"),
        ("2-8q-1", "“q” in “8q” is no activation function; there are i Identity, s Sigmoid"),
        ("2-8-3softmax", "“softmax” in “3softmax” is no activation function"),
        ("2-8t t-1", "“t” stands where"),
        ("2--1", "not finished: between two separators"),
        ("2-8,,1", "not finished: between two separators"),
        ("2 - - 1", "not finished: between two separators"),
        ("2-3le-4gel-1-", "not finished: the width of the next"),
        ("2.5-3", "“.” stands where a shape such as 2-8-1 has the width of a layer"),
        ("-2-3", "“-” stands where"),
        ("2-, -3", "not finished: between two separators"),
        ("2-" * 6000 + "1", "at most 10,000 characters; 12,001"),
    ],
)
def test_mistakes_are_named(text, sentence):
    with pytest.raises(SettingError, match=sentence):
        parse_shape(text)


@pytest.mark.parametrize("text", ["", "8", "8 tanh", "dense 8", "tanh", "dense 2-8"])
def test_what_is_no_shape_at_all_is_told_from_a_wrong_one(text):
    assert not is_like_shape(text)


@pytest.mark.parametrize("text", ["2-", "2x", "2 8", "8t-", "2-8q-1"])
def test_a_shape_begun_or_wrong_is_still_like_one(text):
    assert is_like_shape(text)


@pytest.mark.parametrize("text", ["2-8-1", " 2-8t-1 ", "2 → 8 → 1", "2x8x1", "2-0-1", "2020-01-02", "1-2"])
def test_what_only_shapes_look_like(text):
    assert is_shape_rather_than_numbers(text)


@pytest.mark.parametrize(
    "text", ["2 8 1", "2,8,1", "2;8", "2 -8", "1 - 2 3", "1/3-2", "2e-3", "-2-1", "0.5-1", "8", ""]
)
def test_what_numbers_look_like_too(text):
    assert not is_shape_rather_than_numbers(text)


def test_a_date_is_no_shape():
    with pytest.raises(SettingError, match="“01” is not how the width of a layer is written"):
        parse_shape("2020-01-02")


@pytest.mark.parametrize(
    "text", ["2-" + "9" * 5_000, "2-8" + "z" * 5_000, "2-" * 2_500, "2" + "t" * 5_000 + "-1", "9" * 5_000]
)
def test_no_refusal_quotes_more_than_a_line(text):
    with pytest.raises(SettingError) as refused:
        parse_shape(text)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("2-4x3-1", [2, 4, 4, 4, 1]),
        ("2 - 4 × 3 - 1", [2, 4, 4, 4, 1]),
        ("2-4*2-8x2", [2, 4, 4, 8, 8]),
        ("2x4x1", [2, 4, 1]),
        ("2-4x98-1", [2, *[4] * 98, 1]),
    ],
)
def test_equal_layers_are_written_once_with_their_number(text, widths):
    shape = parse_shape(text)
    assert [layer.width for layer in shape] == widths
    assert parse_shape(shape_text(shape)) == shape


def test_a_repeated_layer_keeps_its_function():
    assert [layer.activation for layer in parse_shape("2-4tx2-1")] == ["identity", "tanh", "tanh", "identity"]
    assert shape_text(parse_shape("2-4tx98-1")) == "2-4tx98-1"


@pytest.mark.parametrize("text", ["2-4x999999999999999999999-1", "2-4x0-1", "2-4x6000-1"])
def test_numbers_of_layers_that_make_no_sense_are_refused(text):
    with pytest.raises(SettingError):
        parse_shape(text)
