"""What is found by what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.search_popup.entries import SearchEntry
from gui.search_popup.ranking import match, ranked


def titles(query: str, *names: str) -> list[str]:
    return [found.entry.title for found in ranked([SearchEntry(name) for name in names], query)]


def test_beginnings_come_before_words_before_their_starts_before_initials_before_what_lies_within() -> None:
    best_first = ["san", "sandbox", "in the open san", "open sand", "show all neurons", "thousand", "scan"]
    assert titles("san", *reversed(best_first)) == best_first


def test_case_and_order_of_words_do_not_matter() -> None:
    assert titles("LAYER dense", "Dense layer", "Dense") == ["Dense layer"]


def test_nothing_typed_keeps_all_in_their_order() -> None:
    assert titles("", "b", "a", "c") == ["b", "a", "c"]


@pytest.mark.parametrize("query", ["frezze", "Freze selcted", "selected freeez"])
def test_where_nothing_fits_words_may_be_misspelt(query: str) -> None:
    assert titles(query, "Fit", "Freeze selected", "Select all", "Free") == ["Freeze selected"]


@pytest.mark.parametrize("query", ["fti", "fis", "fitt"])
def test_a_word_with_one_wrong_letter_comes_before_names_that_hold_the_letters_strewn_about(query: str) -> None:
    assert titles(query, "Left to right inside", "Fit")[0] == "Fit"


def test_keywords_are_words_by_themselves() -> None:
    entries = [SearchEntry("Metrics", keywords="confusion accuracy recall"), SearchEntry("Car")]
    assert [found.entry.title for found in ranked(entries, "car")] == ["Car"]


def test_what_is_spelt_right_is_not_corrected() -> None:
    assert titles("fit", "Fit", "Fill") == ["Fit"]
    assert titles("tahn", "Tanh", "ReLU") == ["Tanh"]


def test_what_does_not_fit_is_left_out() -> None:
    assert titles("xyz", "Fit", "Undo") == []
    assert titles("u", "Input") == ["Input"]


@pytest.mark.parametrize(("query", "marked"), [("in", "In"), ("nt", "nt"), ("zi", "Zi")])
def test_the_letters_that_fit_are_marked(query: str, marked: str) -> None:
    entry = SearchEntry({"In": "Input", "nt": "Entry", "Zi": "Zoom in"}[marked])
    (found,) = ranked([entry], query)
    assert "".join(entry.title[place] for place in sorted(found.marks)) == marked


def test_keywords_and_places_find_what_titles_don_t_and_come_after_them() -> None:
    entries = [SearchEntry("Hidden", keywords="Dense layer"), SearchEntry("Dense"), SearchEntry("Undo", place="Edit")]
    assert [found.entry.title for found in ranked(entries, "dense")] == ["Dense", "Hidden"]
    assert [found.entry.title for found in ranked(entries, "edit")] == ["Undo"]
    assert ranked(entries, "edit")[0].marks == frozenset()


def test_among_equals_what_can_be_done_comes_first_but_not_before_what_fits_better() -> None:
    entries = [SearchEntry("Zoom in", obstacle="No."), SearchEntry("Zoom out"), SearchEntry("Fit the zoom")]
    assert [found.entry.title for found in ranked(entries, "zoom")] == ["Zoom out", "Zoom in", "Fit the zoom"]
    assert [found.entry.title for found in ranked(entries, "")] == ["Zoom in", "Zoom out", "Fit the zoom"]


def test_a_short_name_that_can_not_be_done_comes_after_long_ones_that_fit_in_the_same_way() -> None:
    entries = [
        SearchEntry("Select similar", place="Select", obstacle="Select a neuron first."),
        SearchEntry("Select all of the neurons, layers and connections of the network"),
    ]
    assert [found.entry for found in ranked(entries, "sel")] == entries[::-1]


@given(st.text(max_size=20), st.text(max_size=40))
def test_marks_are_places_of_the_text_that_hold_the_term(term: str, text: str) -> None:
    found = match(term, text)
    if found is not None:
        assert len(found.places) == len(term)
        assert list(found.places) == sorted(set(found.places))
        for letter, place in zip(term, found.places, strict=True):
            assert letter.lower()[:1] == text[place].lower()[:1]


@given(st.text(min_size=1, max_size=40), st.data())
def test_every_part_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert match(text[start:end], text) is not None


def test_the_beginning_of_a_word_of_its_menu_counts_more_than_letters_strewn_over_a_title() -> None:
    retrain = SearchEntry("Instant retrain", print)
    align = SearchEntry("Align left", print, place="Network › Arrange", obstacle="Select two layers.")
    assert [found.entry for found in ranked([retrain, align], "arr")] == [align, retrain]
