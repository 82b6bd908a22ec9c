"""What is wrong with a record, said in words: msgspec's sentences speak of types and paths."""

import re

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "nothing",
}
_PLACE = re.compile(r" - at `(?:key in )?\$(.*)`$")
_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`$")
_FIELD = re.compile(r"Object (missing required|contains unknown) field `([^`]+)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[\.\.\.\]")


def in_words(error: Exception) -> str:
    """Give the end of a sentence on what msgspec refused, such as: layers 2, width: a number is due, not a text.

    Places in lists are counted from 1. What is no sentence of a known form comes back as it is.
    """
    text = str(error)
    found = _PLACE.search(text)
    what, place = (text[: found.start()], _named(found[1])) if found else (text, "")
    said = _said(what)
    return text if said is None else f"{place}: {said}" if place else said


def _said(what: str) -> str | None:
    if found := _EXPECTED.match(what):
        due, got = (" or ".join(_KINDS.get(kind, kind) for kind in kinds.split(" | ")) for kinds in found.groups())
        return f"{due} is due, not {got}"
    if found := _FIELD.match(what):
        return (
            f"the field “{found[2]}” is missing"
            if found[1].startswith("missing")
            else f"there is no field “{found[2]}”"
        )
    return None


def _named(path: str) -> str:
    """Give a path such as .layers[1].width as “layers 2, width”."""
    parts: list[str] = []
    for name, index in _STEP.findall(path):
        if index and parts:
            parts[-1] += f" {int(index) + 1}"
        elif name:
            parts.append(name)
    return ", ".join(parts)
