"""How well a name fits what was typed: its beginning best, then its words and their beginnings, then letters in order.

Only where nothing fits, or nothing but letters strewn over a name, may words be misspelt. Own code, as libraries for
this are made for spelling mistakes (edit distance) alone or bring compiled parts.
"""

import difflib
import re
from collections.abc import Iterable, Sequence

import msgspec

from gui.search_popup.entries import Found, SearchEntry

_WHOLE, _PREFIX, _WORD, _WORD_START, _INITIALS, _WITHIN, _SUBSEQUENCE = 120.0, 100.0, 90.0, 80.0, 60.0, 50.0, 10.0
_KEYWORD_SHARE = 0.45  # a word it is not called by counts less than half
_PLACE_SHARE = 0.25  # more than letters strewn over a title
_ALSO = 3.0  # for what is called so and stands among others of the kind
_OBSTACLE_PENALTY = 9.0  # more than lengths of names make out, less than another way of fitting
_SHORTEST_SUBSEQUENCE = 2
_LEAST_ALIKE = 0.7  # share of the letters that a misspelt word of some length has in common with the right one
_SHORTEST_MISSPELT = 3
_LENGTH_PENALTY, _GAP_PENALTY = 0.1, 0.5


class Match(msgspec.Struct, frozen=True):
    """How a term fits a text: the higher the score the better, and at which places of the text."""

    score: float
    places: tuple[int, ...]


def match(term: str, text: str) -> Match | None:
    """Fit a term without spaces into a text, or give None where its letters don't come in this order."""
    term, lowered = _lower(term), _lower(text)
    if not term:
        return Match(0.0, ())
    starts = _word_starts(text)
    kind, places = _fit(term, lowered, starts)
    if places is None:
        return None
    gaps = places[-1] - places[0] + 1 - len(places)
    return Match(max(1.0, kind - _LENGTH_PENALTY * len(text) - _GAP_PENALTY * gaps), places)


def ranked(entries: Iterable[SearchEntry], query: str) -> list[Found]:
    """Give the entries that every word of the query fits, the best first; equals keep their order.

    Words that fit none, or only by letters strewn over it, are taken for the ones that are spelt nearly so; what is
    found by these comes first.
    """
    entries, terms = list(entries), query.split()
    found, spelt = _ranked(entries, terms), _spelt(terms, entries)
    if spelt == terms:
        return found
    mended = _ranked(entries, spelt)
    known = {id(each.entry) for each in mended}
    return [*mended, *(each for each in found if id(each.entry) not in known)]


def _ranked(entries: Sequence[SearchEntry], terms: Sequence[str]) -> list[Found]:
    scored = [pair for entry in entries if (pair := _score(entry, terms)) is not None]
    scored.sort(key=lambda pair: -pair[0])  # a stable sort
    return [found for _, found in scored]


def _spelt(terms: Sequence[str], entries: Sequence[SearchEntry]) -> list[str]:
    """Give each term that fits no entry well as the known word that is nearest to it, where one is near enough."""
    texts = sorted({text for entry in entries for text in (entry.title, *entry.keywords.split(), entry.place)})
    unknown = [term for term in terms if len(term) >= _SHORTEST_MISSPELT and not _is_known(term, texts)]
    if not unknown:
        return list(terms)
    words = sorted({_lower(word) for text in texts for word in re.findall(r"\w+", text)})
    return [_nearest(term, words) if term in unknown else term for term in terms]


def _is_known(term: str, texts: Sequence[str]) -> bool:
    return any(_fit(_lower(term), _lower(text), _word_starts(text))[0] > _SUBSEQUENCE for text in texts)


def _nearest(term: str, words: Sequence[str]) -> str:
    """Give a word of one other letter, one more, one less or two that changed places; else one that is much alike."""
    typed = _lower(term)
    near = [word for word in words if _is_one_off(typed, word)]
    near = difflib.get_close_matches(typed, near, n=1, cutoff=0.0) or difflib.get_close_matches(
        typed, words, n=1, cutoff=_LEAST_ALIKE
    )
    return near[0] if near else term


def _is_one_off(typed: str, word: str) -> bool:
    if abs(len(typed) - len(word)) > 1:
        return False
    place = next((place for place, pair in enumerate(zip(typed, word, strict=False)) if pair[0] != pair[1]), None)
    if place is None:
        return True
    typed_rest, word_rest = typed[place:], word[place:]
    swapped = typed_rest[1::-1] + typed_rest[2:]
    return word_rest in (swapped, typed_rest[1:]) or word_rest[1:] in (typed_rest, typed_rest[1:])


def _score(entry: SearchEntry, terms: Sequence[str]) -> tuple[float, Found] | None:
    total, marks = 0.0, set[int]()
    for term in terms:
        in_title = match(term, entry.title)
        others = [
            share * found.score
            for text, share in (
                *((word, _KEYWORD_SHARE) for word in entry.keywords.split()),
                (entry.place, _PLACE_SHARE),
            )
            if (found := match(term, text)) is not None and found.score > _SUBSEQUENCE
        ]
        if in_title is None and not others:
            return None
        best = max(others, default=0.0)
        if in_title is not None and in_title.score >= best:
            marks.update(in_title.places)
            best = in_title.score + (_ALSO if others else 0.0)
        total += best
    return total + 1.0 - (_OBSTACLE_PENALTY if terms and entry.obstacle else 0.0), Found(entry, frozenset(marks))


def _fit(term: str, text: str, starts: list[int]) -> tuple[float, tuple[int, ...] | None]:
    if text.startswith(term):
        return (_WHOLE if len(term) == len(text) else _PREFIX), tuple(range(len(term)))
    begun = [start for start in starts if text.startswith(term, start)]
    if begun:
        whole = [start for start in begun if not text[start + len(term) : start + len(term) + 1].isalnum()]
        start = (whole or begun)[0]
        return (_WORD if whole else _WORD_START), tuple(range(start, start + len(term)))
    initials = _in_order(term, text, starts)
    if initials is not None:
        return _INITIALS, initials
    within = text.find(term)
    if within >= 0:
        return _WITHIN, tuple(range(within, within + len(term)))
    if len(term) < _SHORTEST_SUBSEQUENCE:
        return 0.0, None
    return _SUBSEQUENCE, _in_order(term, text, range(len(text)))


def _in_order(term: str, text: str, places: Iterable[int]) -> tuple[int, ...] | None:
    """Give the first places, of those given, that hold the letters of the term in order."""
    found: list[int] = []
    for place in places:
        if len(found) < len(term) and text[place] == term[len(found)]:
            found.append(place)
    return tuple(found) if len(found) == len(term) else None


def _word_starts(text: str) -> list[int]:
    return [
        place
        for place, letter in enumerate(text)
        if letter.isalnum()
        and (place == 0 or not text[place - 1].isalnum() or (letter.isupper() and text[place - 1].islower()))
    ]


def _lower(text: str) -> str:
    """Give the text in small letters, each at its place: some letters' small form is longer."""
    return "".join(letter.lower()[:1] or letter for letter in text)
