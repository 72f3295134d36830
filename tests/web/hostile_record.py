"""A record with one report that tries to break the page: markup, a script address, characters beyond 16 bits."""

from __future__ import annotations

from dateline.model.assertion import Assertion, Toll
from dateline.model.report import Report, make_report
from dateline.store import Record
from made_record import fill, made, on, place, said, span

NOTICE = "Notice with <b>markup</b> & more."
TEXT = (
    "🛰🔥 Strike <script>window.broken = true</script> reported\n\nRussian forces shelled Kherson on 3 March 2023,"
    ' killing at least 5 people, <img src=x onerror="window.broken=true"> Oleg "O\'Neil" said.\n'
)
TITLE = "<script>window.broken = true</script>"
SPEAKER = 'Oleg "O\'Neil"'


def hostile() -> tuple[Report, tuple[Assertion, ...]]:
    """The report with one event, whose spans lie behind two characters that JavaScript counts twice."""
    report = make_report(
        TEXT, origin="in/<b>.txt", ingested_at="2023-03-05", published="2023-03-04", published_basis="header",
        publisher="<i>Outlet</i>", title=TITLE, url="javascript:window.broken=true",
    )  # fmt: skip
    toll = Toll(
        measure="killed", low=5, of="people", as_written="at least 5", evidence=span(report, "at least 5 people")
    )
    event = made(
        report, "event", "Russian forces shelled Kherson on 3 March 2023, killing at least 5 people",
        trigger=span(report, "shelled"), event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack", date=on("2023-03-03"), places=(place(report, "Kherson"),),
        tolls=(toll,), attribution=(said(report, SPEAKER, "said"),), certainty="probable",
    )  # fmt: skip
    markup = made(
        report, "statement", "<img src=x onerror=\"window.broken=true\">", attribution=(said(report, SPEAKER, "said"),)
    )  # fmt: skip
    return report, (event, markup)


def add_hostile(record: Record) -> None:
    """Puts the report and a notice with markup into an open record."""
    fill(record, [hostile()])
    record.set_meta("notice", NOTICE)
