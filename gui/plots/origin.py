"""Where what a plot shows comes from, for those who see its picture without the window around it."""

import re
import unicodedata

import msgspec

LONGEST_NAME = 100  # of a file, without its ending


class Origin(msgspec.Struct, frozen=True):
    """A project at a moment; "" for what there is no name of.

    Attributes:
        project: What the project is called, or else its data.
        moment: Which moment of its run is seen, in words.
    """

    project: str = ""
    moment: str = ""


def file_stem(*words: str) -> str:
    """Give a file name without ending that says these words, in letters and digits that any system takes."""
    plain = unicodedata.normalize("NFKC", " ".join(words)).lower()
    return "-".join(re.findall(r"\w+", plain))[:LONGEST_NAME].rstrip("-") or "plot"
