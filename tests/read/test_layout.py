from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.document import Block
from dateline.read.layout import blocks
from dateline.reference.furniture import furniture
from dateline.reference.sample import sample_reports

GOLD = Path(__file__).parents[2] / "cases" / "gold"
FIRST = "Shells fell on the village of Novoselivka overnight, the head of the council said. Two people were hurt."
SECOND = "“We heard four blasts,” a resident told reporters. Nobody knew where the shells had been fired from."


def shape(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, block.span.exact) for block in blocks(text, title)]


def read(text: str) -> list[str]:
    """What is not furniture."""
    return [exact for kind, exact in shape(text) if kind != "furniture"]


def evidence() -> Iterator[tuple[str, str, str]]:
    for path in sorted(GOLD.glob("*/*.yaml")):
        gold = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for claim in gold.get("claims", ()):
            yield gold["report"]["id"], claim["id"], claim["evidence"]


def test_every_annotated_word_of_the_sample_is_read_and_no_clause_is_cut() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in sample_reports()}
    found = {name: blocks(text) for name, text in texts.items()}
    cut, count = [], 0
    for name, claim, words in evidence():
        if name not in texts:
            continue
        count += 1
        start = texts[name].find(words)
        holds = [b for b in found[name] if b.span.start <= start and start + len(words) <= b.span.end]
        if not holds or holds[0].kind == "furniture":
            cut.append((name, claim))
    assert count > 1500
    assert cut == []


def test_no_known_furniture_is_left_in_the_sample() -> None:
    left = [
        (path.stem, exact)
        for path in sample_reports()
        for exact in read(path.read_text("utf-8"))
        if furniture().is_line(exact) or exact.lower().startswith(("loading", "advertisement", "read more", "share "))
    ]
    assert left == []


def partition_of(text: str, found: tuple[Block, ...]) -> bool:
    covered, last = set[int](), 0
    for block in found:
        if block.span.start < last or text[block.span.start : block.span.end] != block.span.exact:
            return False
        last = block.span.end
        covered.update(range(block.span.start, block.span.end))
    return all(text[i].isspace() or i in covered for i in range(len(text)))


NOISE = st.sampled_from(
    [
        "date 2023-02-12 ",
        "Loading",
        " Loading The ",
        "\n",
        "\n\n",
        "\r\n",
        "•",
        "- ",
        "12:40 ",
        "KYIV, May 8 (Wire) - ",
        FIRST,
        "Photo: x",
        ". Credit: A/B",
        "Read more: why?",
        "A | B | C",
        "\u202eabc",
        "\x00\x0b",
        "🔴 ",
        "©",
        "[",
        "]",
        "  ",
    ]
)


@given(st.lists(st.one_of(NOISE, st.text(max_size=30)), max_size=15).map("".join), st.none() | st.text(max_size=10))
def test_blocks_are_a_partition_of_any_text(text: str, title: str | None) -> None:
    assert partition_of(text, blocks(text, title))


class TestParagraphs:
    def test_lines_broken_to_a_width_are_one_paragraph(self) -> None:
        words = (FIRST + " " + SECOND + " ") * 2
        lines, line = [], ""
        for word in words.split():
            if len(line) + len(word) + 1 > 72:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        wrapped = "\n".join([*lines, line])
        assert len(shape(wrapped + "\n\n" + wrapped)) == 2

    def test_without_blank_lines_each_line_is_one(self) -> None:
        assert read(f"{FIRST}\n{SECOND}\n{FIRST}") == [FIRST, SECOND, FIRST]

    def test_a_sentence_that_goes_on_in_lower_case_is_not_cut(self) -> None:
        broken = FIRST[:57] + "\n   " + FIRST[58:]
        assert read(broken) == [broken]

    @pytest.mark.parametrize("mark", ["•", "-", "–", "⚫", "▪", "🔴", "⚡️", "*", "1.", "2)"])
    def test_list_items_begin_at_their_mark(self, mark: str) -> None:
        assert shape(f"{mark} {FIRST}\n{mark} {SECOND}") == [
            ("furniture", mark),
            ("list item", FIRST),
            ("furniture", mark),
            ("list item", SECOND),
        ]


class TestHeadlines:
    def test_a_line_without_a_full_stop(self) -> None:
        assert shape(f"Village shelled overnight\n\n{FIRST}\n\nWhat is known\n\n{SECOND}") == [
            ("headline", "Village shelled overnight"),
            ("body", FIRST),
            ("headline", "What is known"),
            ("body", SECOND),
        ]

    def test_a_question_is_one_only_before_the_body(self) -> None:
        question = "Who shelled the village?"
        assert [kind for kind, _ in shape(f"{question}\n{FIRST}\n{question}")] == ["headline", "body", "body"]

    def test_the_given_title_is_one_even_with_a_full_stop(self) -> None:
        assert shape(f"{SECOND}\n\n{FIRST}", title=SECOND)[0][0] == "headline"

    def test_an_entry_of_a_live_page(self) -> None:
        assert shape(f"15:50 BREAKING Missile hits flats\n{FIRST}\n\n10:40 {SECOND}") == [
            ("furniture", "15:50 BREAKING"),
            ("headline", "Missile hits flats"),
            ("body", FIRST),
            ("furniture", "10:40"),
            ("body", SECOND),
        ]


class TestInside:
    def test_a_button_between_two_sentences_splits_the_paragraph(self) -> None:
        assert shape(f"{FIRST} Loading The army has said nothing.") == [
            ("body", FIRST),
            ("furniture", "Loading"),
            ("body", "The army has said nothing."),
        ]

    @pytest.mark.parametrize(
        "text", [f"{FIRST} Loading Ukrainian grain took a week.", "They were loading the trucks when shells fell."]
    )
    def test_loading_as_a_verb_is_read(self, text: str) -> None:
        assert read(text) == [text]

    def test_a_date_and_a_dateline(self) -> None:
        assert shape(f" date 2023-02-12 GOMA, Congo (CPA) — {FIRST}") == [
            ("furniture", "date 2023-02-12 GOMA, Congo (CPA) —"),
            ("body", FIRST),
        ]

    def test_the_place_or_source_that_labels_an_item_is_read(self) -> None:
        assert read(f"⚫ DNIPRO. {FIRST}") == [f"DNIPRO. {FIRST}"]

    @pytest.mark.parametrize(
        "tail", ["Read more: Why this village?", "Share the post →", "SNA/hm", "Follow us on Telegram"]
    )
    def test_what_is_hung_on_the_end(self, tail: str) -> None:
        assert shape(f"{FIRST} {tail}") == [("body", FIRST), ("furniture", tail)]

    @pytest.mark.parametrize(
        ("text", "caption"),
        [
            ("Photo: Women at a well. (Credit: Negev Post)", "Women at a well."),
            ("[PHOTO: The square this morning. Author: S. Y. / MOST]", "The square this morning."),
            (
                "FILE - Fighters near Laukkaing, March 11, 2015. (Meridian Photo/Archive)",
                "Fighters near Laukkaing, March 11, 2015.",
            ),
            (
                "Burnt-out cars outside the building. Picture: Meridian / handout",
                "Burnt-out cars outside the building.",
            ),
            ("Villagers in flight, 2020. File photo", "Villagers in flight, 2020."),
            ("Rescuers search the ruins. Photo: State Emergency Service / Handout", "Rescuers search the ruins."),
        ],
    )
    def test_captions_keep_their_words_and_lose_their_credit(self, text: str, caption: str) -> None:
        assert [(kind, exact) for kind, exact in shape(text) if kind != "furniture"] == [("caption", caption)]


@pytest.mark.parametrize(
    "line",
    [
        "Home > World > Asia",
        "War | Politics | Society",
        "Share   Tweet   Email   Loading…",
        "3 min read",
        "Views: 1204",
        "SUBSCRIBE TO CONTINUE READING — only RWF 500 a week",
        "By Reynaldo Cruz and agencies",
        "Our correspondent in Kyiv",
        "Published: Friday 8 April 2022, 17:20. Last updated: 19:05",
        "👍 412  🔥 88  😢 1.9K | Subscribe",
        "Advertisement",
        "© Negev Post. All rights reserved. | Terms",
        "Also read | Who was Ahmad Shah Massoud?",
        "22.40",
        "* * *",
        "Bamako, 02/04/2022 - L'Echo du Djoliba - Translated from French",
        "Correction: an earlier version of this page erred.",
        "Читайте також: Що відбувається",
        "Facebook Twitter WhatsApp Print",
        "* Banned in Russia.",
    ],
)
def test_lines_of_furniture(line: str) -> None:
    assert furniture().is_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Uganda owns up to 54 dead in Somalia",
        "BY REGION",
        "NEW YORK",
        "By Monday evening the town had fallen.",
        "On 5 August shells hit a power line there",
        "Share of the blame",
        "Loading and unloading goes on in the port.",
        "Russian troops took the plant on 4 March 2022.",
        "Killed: 12. Injured: 30.",
        "Kherson axis: the enemy shelled twice",
        "The post was stormed at 12:40",
        "24 February 2022: Russia invades",
        "Posts were overrun",
        "Tanks | 3290 | +4",
    ],
)
def test_lines_of_a_report(line: str) -> None:
    assert not furniture().is_line(line)


@pytest.mark.parametrize(
    "text",
    [
        "The army said on Monday that it had. " * 30_000,
        "word " * 200_000,
        "A" * 500_000,
        " " * 500_000,
        "(" * 100_000,
        "ok. Loading " * 30_000,
        "AAA BBB " * 60_000,
        "Aaa Bbb\n" * 3_000,
        "12.03.2022, " * 20_000,
        "a. Photo: x. " * 20_000,
        "\u202e\u0627\u0644 " * 50_000,
        "\x00\x01\x1f" * 50_000,
        ("A-" * 30 + " - ") * 2_000,
        "🔴" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.usefixtures("small_heap")
def test_long_and_odd_texts_take_no_longer_than_they_should(text: str) -> None:
    start = time.process_time()
    blocks(text)
    assert time.process_time() - start < 2
