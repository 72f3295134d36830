"""Tiny made-up data in the layouts that others publish theirs in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], None]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)


SAID = 'Rain fell.\r\nMayor Olena Horbach said the bridge was closed on Monday. "It is not safe," she said.\r\n'


def brat(text: str, *attributions: dict[str, str]) -> str:
    """Stand-off lines for attributions, each role with words of the text; ` ... ` breaks a span in two."""
    lines: list[str] = []
    tied: list[str] = []
    for each in attributions:
        roles = []
        for role, words in each.items():
            starts = [(text.index(piece), text.index(piece) + len(piece)) for piece in words.split(" ... ")]
            name = f"T{len(lines) + 1}"
            lines.append(f"{name}\t{role} {';'.join(f'{start} {end}' for start, end in starts)}\t{words}")
            roles.append(f"{role}:{name}")
        tied.append(f"E{len(tied) + 1}\t{' '.join(roles)}")
    return "\n".join([*lines, *tied]) + "\n"


def polnear(folder: Path) -> None:
    about = "compartment\tfilename\tpublisher\tpublication_date\ndev\tpaper_2016-01-05_bridge\tpaper\t2016-01-05\n"
    _write(folder / "metadata.tsv", about)
    _write(folder / "dev" / "text" / "paper_2016-01-05_bridge.txt", SAID)
    _write(folder / "dev" / "text" / "paper_2016-01-06_nobody-looked.txt", SAID)
    first = brat(
        SAID,
        {"Source": "Mayor Olena Horbach", "Cue": "said", "Content": "the bridge was closed on Monday"},
        {"Source": "she", "Cue": "said", "Content": '"It is not safe,"'},
    )
    _write(folder / "dev" / "attributions" / "paper_2016-01-05_bridge_aaaa.ann", first)
    _write(folder / "dev" / "attributions" / "paper_2016-01-05_bridge_bbbb.ann", "")


def case(folder: Path) -> None:
    rows = (
        ("1", "Warplanes bombed a village near Idlib on Friday, killing two people.", "AIR_STRIKE"),
        ("2", "Police arrested three men.", "ARREST"),
        ("3", "Thousands of people marched peacefully through Dhaka.", "ARMED_CLASH"),
        ("5", "A flood swept away two houses.", "NATURAL_DISASTER"),
    )
    _write(folder / "a readme.tsv", "about\twhat\n")
    _write(
        folder / "snippets.tsv", "".join("\t".join(row) + "\n" for row in [("id", "EventSnippet", "SubType"), *rows])
    )


def geo(folder: Path) -> None:
    _write(
        folder / "lgl.xml",
        """<?xml version="1.0"?><articles><article docid="7"><title>Shots</title><dltime>2009-03-20 12:24:52</dltime>
<text><![CDATA[Two men died in Kharkiv & in Zzyzxgrad on Friday, officials in Paris said.]]></text><toponyms count="2">
<toponym><start>16</start><end>23</end><phrase>Kharkiv</phrase><gaztag geonameid="706483"><name>Kharkiv</name>
<lat>49.98</lat><lon>36.25</lon></gaztag></toponym>
<toponym><start>70</start><end>75</end><phrase>Paris</phrase><gaztag geonameid="1"><name>Paris</name>
<lat>33.66</lat><lon>-95.55</lon></gaztag></toponym>
<toponym><start>29</start><end>38</end><phrase>Zzyzxgrad</phrase></toponym></toponyms></article></articles>
""",
    )
    _write(
        folder / "GeoVirus.xml",
        """<articles><article><source>somewhere</source><text>A fever broke out in Kampala.</text><locations>
<location><name>Kampala</name><start>22</start><end>29</end><lat>0.31</lat><lon>32.58</lon></location></locations>
</article></articles>""",
    )


def tempeval(folder: Path) -> None:
    head = '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="1998-02-06">02/06/1998</TIMEX3></DCT><TEXT>'
    body = (
        'The talks <EVENT eid="e1">began</EVENT> on <TIMEX3 tid="t1" type="DATE" value="1998-02-03">Tuesday</TIMEX3>, '
        'for <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>, and ended '
        '<TIMEX3 tid="t3" type="DATE" value="1998-02-01">yesterday</TIMEX3>.'
    )
    _write(folder / "TimeBank" / "talks.tml", f"<?xml version='1.0'?>{head}{body}</TEXT></TimeML>")


def names(folder: Path) -> None:
    entries: tuple[tuple[str, str, list[str], list[str]], ...] = (
        ("Харків", "Kharkiv", ["Kharkov"], []),
        ("Бахмут", "Bakhmut", ["Bahmut"], ["Artyomovsk"]),
    )
    for source, correct, wrong, related in entries:
        held = {"category": "City", "sourceSpelling": source, "correctSpelling": correct, "incorrectSpellings": wrong}
        _write(folder / "places" / f"{correct.lower()}.json", json.dumps({**held, "relatedSpellings": related}))
    rows = (
        "case_group,schema,name1,name2,is_match",
        "a,Person,Ivan Petrenko,Ivan Petrenko,true",
        "a,Person,Ivan Petrenko,Maria Hrytsenko,false",
        "a,Person,Anna Kovalenko,Quentin Z,true",
    )
    _write(folder / "cases.csv", "\n".join(rows) + "\n")


def shootings(folder: Path) -> None:
    killed = "Militants shot dead two farmers in Maiduguri on Friday, the army said."
    docs = (
        ("a", "1", "2016-03-05", "Two farmers killed in Maiduguri", killed),
        ("b", "1", "2016-03-06", "Farmers shot dead", f"Abuja. {killed} Nobody was arrested, it added."),
        (
            "c",
            "2",
            "2016-08-20",
            "Attack in Sokoto",
            "Gunmen wounded four policemen in Sokoto on Saturday, the army said.",
        ),
        ("d", "3", "2016-08-21", "Weather", "It stays cold."),
    )
    keys = ("doc_id", "incident_id", "dct", "title", "text")
    _write(folder / "docs.jsonl", "\n".join(json.dumps(dict(zip(keys, doc, strict=True))) for doc in docs))
    rows = (("1", 2, 0), ("2", 0, 5))
    archive = [{"incident_id": key, "num_killed": dead, "num_injured": hurt} for key, dead, hurt in rows]
    _write(folder / "incidents.jsonl", "\n".join(map(json.dumps, archive)))


def speed(folder: Path) -> None:
    for n in range(2):
        _write(folder / f"{n}.txt", f"date 2023-02-1{n}\nShells hit a house in Kherson on Friday, the mayor said.\n")


SAMPLES: dict[str, Make] = {
    "polnear": polnear, "case": case, "geo": geo, "tempeval": tempeval, "names": names,
    "shootings": shootings, "speed": speed,
}  # fmt: skip
"""Benchmark -> writes its data into a folder."""
