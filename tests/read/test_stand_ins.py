"""What the parser makes of a sentence does not depend on whose names stand in it, and the words stay the report's."""

from __future__ import annotations

import pytest

from dateline.model.document import Doc
from dateline.model.report import make_report
from dateline.read.layout import blocks
from dateline.read.parse import language_model, parse
from dateline.read.stand_ins import shown
from dateline.reference.gazetteer.file import open_gazetteer


def parsed(text: str) -> Doc:
    report = make_report(text, origin="test", ingested_at="2024-01-01T00:00:00Z")
    (doc,) = parse([(report, blocks(report.text, report.title))], open_gazetteer())
    return doc


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ukrainian troops left Sake, officials in Kyiv said.", "Rwandan troops left Sake, officials in Kigali said."),
        (
            "The Armenians held the hill until Russia sent peacekeepers.",
            "The Azeris held the hill until Chad sent peacekeepers.",
        ),
        ("US and British jets struck the port.", "Houthi and British jets struck the port."),
        ("UKRAINE STRIKES THE BRIDGE AGAIN", "ERITREA STRIKES THE BRIDGE AGAIN"),
        ("The army denied that it shelled the RSF.", "The RSF denied that it shelled the army."),
        ("The Tatmadaw left Lashio to the MNDAA.", "The MNDAA left Lashio to the Tatmadaw."),
        ("A Russian jet hit an Iranian ship.", "An Iranian jet hit a Russian ship."),
        ("Bakhmut is still being fought over.", "Aleppo is still being fought over."),
        ("The army continues to hold Kupiansk, he said.", "The army continues to hold Mosul, he said."),
        ("Putin told reporters that the SBU was behind it.", "Zelensky told reporters that the FSB was behind it."),
    ],
)
def test_sides_get_one_parse(one: str, other: str) -> None:
    """Parts of speech, heads, relations and labels."""
    told = [[(t.pos, t.tag, t.dep, t.head, t.label) for t in parsed(text).tokens] for text in (one, other)]
    assert told[0] == told[1]


def test_a_name_of_several_words_is_one_to_the_parser() -> None:
    """Its last word has the name's place in the parse; the words before hang on it."""
    long, short = (parsed(f"They left {name} for Goma.") for name in ("Addis Ababa", "Asmara"))
    assert [t.text for t in long.tokens] == ["They", "left", "Addis", "Ababa", "for", "Goma", "."]
    assert (long.tokens[2].dep, long.tokens[2].head, long.tokens[2].label) == ("compound", 3, short.tokens[2].label)
    assert [t.dep for t in long.tokens[3:]] == [t.dep for t in short.tokens[2:]]


@pytest.mark.parametrize("text", ["The Sumy Brigade left.", "Jack Sumy left.", "It is Goma-based."])
def test_a_town_in_a_longer_name_stays(text: str) -> None:
    as_shown = shown(language_model(), text, open_gazetteer())
    assert "Baghdad" not in [t.text for t in as_shown.parse]


def test_the_article_of_a_country_is_part_of_its_name() -> None:
    """To the parser "the DRC" is a word as "Rwanda" is; to the reader its article stays an article."""
    long, short = (parsed(f"They are in {name}, it said.") for name in ("the DRC", "Rwanda"))
    assert [(t.text, t.dep, t.head) for t in long.tokens[3:5]] == [("the", "det", 4), ("DRC", short.tokens[3].dep, 2)]


def test_before_a_noun_military_is_no_name() -> None:
    text = "A military source said that the military fled."
    assert [t.text for t in shown(language_model(), text, open_gazetteer()).parse if t.text == "military"] == [
        "military"
    ]


def test_words_and_places_are_those_of_the_report() -> None:
    """Whatever is shown, text, lemma and offsets are the report's own."""
    text = "Russian shells hit the Democratic Republic of Congo's embassy in Tel Aviv."
    doc = parsed(text)
    assert all(doc.report.text[t.start : t.end] == t.text for t in doc.tokens)
    assert "".join(t.text for t in doc.tokens) == text.replace(" ", "")
    assert doc.tokens[0].lemma == "russian"


def test_a_text_without_names_is_shown_as_it_is() -> None:
    as_shown = shown(language_model(), "Three shells hit the market.", open_gazetteer())
    assert as_shown.parse is as_shown.true


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("US troops left.", "Israeli"),
        ("The US said so.", "Israel"),
        ("US Navy jets left.", "Israeli"),
        ("Jets of the U.S. Air Force left.", "Israeli"),
        ("It left the US.", "Israel"),
    ],
)
def test_a_country_before_a_noun_is_an_adjective(text: str, word: str) -> None:
    assert word in [t.text for t in shown(language_model(), text, open_gazetteer()).parse]
