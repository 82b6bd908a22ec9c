"""What a record lacks or has wrong is named where it stands, in words."""

import msgspec
import pytest

from engine.project.file.wording import in_words


class Cell(msgspec.Struct, forbid_unknown_fields=True):
    width: int
    share: float | None = None


class Sheet(msgspec.Struct, forbid_unknown_fields=True):
    cells: list[Cell]
    rows: list[list[float]] = []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"cells": [{"width": 1}, {"width": "two"}]}', "cells 2, width: a whole number is due, not a text"),
        ('{"cells": [{"width": 1, "share": []}]}', "cells 1, share: a number or nothing is due, not a list"),
        ('{"cells": [], "rows": [[1, "x"]]}', "rows 1 2: a number is due, not a text"),
        ('{"cells": [{}]}', "cells 1: the field “width” is missing"),
        ('{"cells": [], "colour": 1}', "there is no field “colour”"),
        ("[]", "a group of fields is due, not a list"),
    ],
)
def test_a_refusal_names_the_place_and_what_is_due(text: str, sentence: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode(text, type=Sheet)
    assert in_words(refused.value) == sentence


def test_what_is_no_refusal_of_a_known_form_stays() -> None:
    with pytest.raises(msgspec.DecodeError) as refused:
        msgspec.json.decode("{")
    assert in_words(refused.value) == str(refused.value)
