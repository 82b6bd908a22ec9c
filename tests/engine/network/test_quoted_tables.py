"""Tables whose cells stand in quotation marks, as programs write those with commas in them."""

import pytest

from engine.errors import EngineError
from engine.network.matrix_text.readings import read_numbers


@pytest.mark.parametrize(
    "text",
    [
        '"1,5","-2,25"\n"3,0","4,5"',
        '"1,5"\t"-2,25"\n3\t4.5',
        '"1,5";"-2,25"\n"3";"4,5"',
        '"x","y"\n"1,5","-2,25"\n3,"4,5"',
    ],
)
def test_commas_within_quotation_marks_are_decimal(text: str) -> None:
    assert read_numbers(text).matrix.tolist() == [[1.5, -2.25], [3.0, 4.5]]


def test_a_word_in_quotation_marks_is_refused_by_name() -> None:
    with pytest.raises(EngineError, match="abc"):
        read_numbers('1,2\n3,"abc"')
