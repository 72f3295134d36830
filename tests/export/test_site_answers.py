"""A site answers as the server does: days, incidents, reports and briefs of the sample record, and of a made-up one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from asked_site import Question, answers, as_site, exported, manifest
from litestar import Litestar
from litestar.testing import TestClient

import made_record
from dateline.pipeline.build import build
from dateline.pipeline.judging import Word, judge_wrong
from dateline.pipeline.queries import Filters, control_histories
from dateline.reference.sample import sample_reports
from dateline.store import Record
from dateline.web import create_app

DAY = timedelta(days=1)
WORDS = [
    "shelled", "russian forces", '"russian forces"', '"killed in" kherson', "shell*", "attack* drone", "Zelensky's",
    "Café", "Wagner* -", "_", "no_such_word", "Харків", '"the ministry of defence"', "2023 Kyiv",
    "relational hopping organisations",
]  # fmt: skip


class Both:
    """A server over a record and a site made of it."""

    def __init__(self, record: Path, site: Path) -> None:
        exported(record, site)
        self.site, self.days = site, [*manifest(site)["changes"]["1"]]
        self._server: TestClient[Litestar] = TestClient(create_app(record), base_url="http://127.0.0.1")

    def server(self, path: str, query: dict[str, Any]) -> Any:
        reply = self._server.get(f"/api/v1/{path}", params={key: value for key, value in query.items() if value != ""})
        return reply.content if path == "feed" else reply.json()

    def agree(self, questions: list[Question]) -> None:
        """Asks both."""
        assert questions
        for (path, query), found in zip(questions, answers(self.site, questions), strict=True):
            wanted = self.server(path, query)
            kind = path.split("/")[0] if "/" not in path else f"{path.split('/')[0]}/"
            assert as_site(kind, found) == as_site(kind, wanted), f"{path} {query}"

    def rows(self, path: str, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.server(path, {"limit": 500, **query})["rows"]
        return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    build([str(each) for each in sample_reports()], path)
    return path


@pytest.fixture(scope="module")
def both(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    return Both(sample, tmp_path_factory.mktemp("sites") / "sample")


def before(day: str, days: int = 1) -> str:
    return (date.fromisoformat(day) - days * DAY).isoformat()


def test_the_feed_of_every_day(both: Both) -> None:
    around = [before(both.days[0]), before(both.days[5]), "2099-01-01"]
    both.agree([("feed", {"as_of": day}) for day in ("", *both.days, *around)])


def test_every_dossier_now_and_of_days_before(both: Both) -> None:
    now = [each["incident_id"] for each in both.rows("incidents")]
    questions: list[Question] = [(f"incidents/{each}", {}) for each in now]
    for day in both.days[::9]:
        then = both.rows("incidents", as_of=day)[::5]
        questions += [(f"incidents/{each['incident_id']}", {"as_of": day}) for each in then]
        questions += [(f"incidents/{each}", {"as_of": day}) for each in now[::60]]
    both.agree([*questions, ("incidents/i_0000000000000000", {})])


def test_briefs_and_changes_of_every_length(both: Both) -> None:
    questions: list[Question] = [("brief", {"day": day}) for day in (*both.days[::4], "2019-01-01")]
    for length, lasts in manifest(both.site)["changes"].items():
        questions += [("changes", {"since": before(day, int(length)), "until": day}) for day in [*lasts][::-5]]
    quiet = before(both.days[1], -1)
    both.agree(
        [
            *questions,
            ("changes", {"since": before(quiet), "until": quiet}),
            ("changes", {"since": quiet, "until": quiet}),
        ]
    )


def test_who_holds_what_on_any_day_as_of_any_day(both: Both) -> None:
    some = both.days[::6]
    both.agree(
        [("control-map", {"as_of": then, "day": day}) for then in ("", *some) for day in ("", then, "2022-11-12")]
    )


def test_a_place_asked_for_alone_is_held_as_among_all(sample: Path) -> None:
    """What its report says of another place may date a claim: it is weighed whichever place is asked for."""
    with Record.open(sample) as record:
        everything = control_histories(record, Filters())
        for history in everything:
            assert history in control_histories(record, Filters(place=history.place.as_written)), history.key


def test_words_find_the_same_incidents_and_claims(both: Both) -> None:
    then = both.days[40]
    questions: list[Question] = [("matches", {"text": words, "as_of": day}) for words in WORDS for day in ("", then)]
    for kind in ("statement", "control", "event"):
        narrow = {"from_day": "2022-06-01", "to_day": "2023-06-01"}
        for more in (
            {},
            {"as_of": then},
            {"text": "russian"},
            narrow,
            {"type": "battles"},
            {"place": "Kherson", "as_of": then},
        ):
            questions.append(("claims", {"kind": kind, "limit": 50, **more}))
    both.agree(questions)


def test_claims_go_on_page_by_page(both: Both) -> None:
    (first,) = answers(both.site, [("claims", {"kind": "statement", "limit": 50})])
    (second,) = answers(both.site, [("claims", {"kind": "statement", "limit": 50, "after": first["next"]})])
    wanted = both.rows("claims", kind="statement", limit=100)
    assert [a["assertion_id"] for a in (*first["rows"], *second["rows"])] == [a["assertion_id"] for a in wanted]


def test_every_report_and_what_entities_are_told_of(both: Both) -> None:
    ids = [each["report_id"] for each in both.rows("reports")]
    questions: list[Question] = [(f"reports/{each}", {}) for each in ids]
    questions += [("report-heads", {"ids": each}) for each in ids[::5]]
    questions += [("entities", {"type_of": kind, "limit": 100}) for kind in ("", "person", "place", "weapon")]
    for each in both.rows("entities")[::4]:
        key = each.get("entity_id") or each.get("place_id") or each.get("weapon_id")
        by = {"place": "place", "weapon": "text"}.get(each["kind"], "actor")
        questions += [(f"entities/{key}", {}), ("incidents", {by: each["name"], "limit": 30})]
        questions += [("incidents", {by: each["name"], "limit": 30, "as_of": both.days[45]})]
        if each["kind"] == "actor":
            questions += [("quotes", {"source": each["name"], "limit": 30})]
            questions += [("incidents", {"source": each["name"], "limit": 30})]
    both.agree([*questions, ("overview", {}), ("session", {}), ("entities/nobody", {}), ("reports/r_1", {})])


# A record of which a report was withdrawn: its days are made anew


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("withdrawn")
    with Record.open(folder / "made.sqlite", create=True) as record:
        made_record.fill(record)
        report = record.value("SELECT report_id FROM reports ORDER BY known_from LIMIT 1")
        judge_wrong(record, report, Word(by="Anna", on=date(2023, 2, 20), note="invented"))
    return Both(folder / "made.sqlite", folder / "site")


def test_a_withdrawn_report_counts_until_its_day(withdrawn: Both) -> None:
    days = [*withdrawn.days, before(withdrawn.days[0])]
    assert "2023-02-20" in days
    questions: list[Question] = [("feed", {"as_of": day}) for day in ("", *days)]
    questions += [("control-map", {"as_of": day, "day": ""}) for day in ("", *days)]
    questions += [("brief", {"day": day}) for day in withdrawn.days]
    questions += [("changes", {"since": before(day), "until": day}) for day in withdrawn.days]
    for day in ("", *withdrawn.days):
        then = withdrawn.rows("incidents", **({"as_of": day} if day else {}))
        questions += [(f"incidents/{each['incident_id']}", {"as_of": day}) for each in then]
        questions += [
            ("matches", {"text": "Kherson", "as_of": day}),
            ("claims", {"kind": "statement", "as_of": day, "limit": 50}),
        ]
    withdrawn.agree(questions)


# What filters leave out


def test_an_export_as_of_a_day_is_what_the_server_had_then(both: Both, sample: Path, tmp_path: Path) -> None:
    day = both.days[30]
    exported(sample, tmp_path / "then", Filters(as_of=date.fromisoformat(day)))
    ids = [each["incident_id"] for each in both.rows("incidents", as_of=day)]
    found = answers(tmp_path / "then", [("feed", {}), *((f"incidents/{each}", {}) for each in ids)])
    feed, wanted = as_site("feed", found[0]), as_site("feed", both.server("feed", {"as_of": day}))
    assert feed[1] == wanted[1]
    for each, dossier in zip(ids, found[1:], strict=True):
        then = both.server(f"incidents/{each}", {"as_of": day})
        assert dossier["about"] == then["about"]
        assert {a["assertion_id"] for a in dossier["assertions"]} == {*then["about"]["assertion_ids"]}
    assert manifest(tmp_path / "then")["overview"]["last_known"] == day


def test_a_narrowed_export_has_whole_incidents_and_their_reports(both: Both, sample: Path, tmp_path: Path) -> None:
    exported(sample, tmp_path / "kherson", Filters(place="Kherson"))
    wanted = both.rows("incidents", place="Kherson")
    assert 1 < len(wanted) < len(both.rows("incidents"))
    found = answers(tmp_path / "kherson", [(f"incidents/{each['incident_id']}", {}) for each in wanted])
    assert [dossier["about"] for dossier in found] == wanted
    reports = {a["report_id"] for dossier in found for a in dossier["assertions"]}
    views = answers(tmp_path / "kherson", [(f"reports/{each}", {}) for each in sorted(reports)])
    assert all(view["report"]["text"] for view in views)
    overview = manifest(tmp_path / "kherson")["overview"]
    assert overview["incidents"] == len(wanted)
    assert overview["assertions"]["control"] == len(both.rows("claims", place="Kherson", kind="control"))
