"""The pairs in cases/merge: what an analyst holds of two accounts, and the rule must hold, too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.merge import ReportHead, merge_events
from dateline.merge.account import accounts
from dateline.merge.decide import rule_on
from dateline.merge.likeness import Alike
from dateline.model.assertion import (
    ActorRef,
    Assertion,
    Link,
    PlaceRef,
    Source,
    Target,
    Toll,
    WeaponRef,
    When,
    sealed,
)
from dateline.model.span import Span
from dateline.model.vocabulary import SUB_EVENT_TYPES

CASES = Path(__file__).parents[2] / "cases" / "merge"
PLACES = yaml.safe_load((CASES / "places.yaml").read_text(encoding="utf-8"))
KEYS = (
    "report published publisher copy_of title text at act day days from_publication place doer to country to_country"
    " target weapon killed injured said_by status polarity"
)


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        if path.name != "places.yaml":
            for case in yaml.safe_load(path.read_text(encoding="utf-8")):
                yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def when(account: dict[str, Any]) -> When | None:
    days = account.get("days") or ([account["day"]] * 2 if "day" in account else None)
    if days is None:
        return None
    basis = "publication" if account.get("from_publication") else "stated"
    return When(earliest=days[0], latest=days[1], precision="day", basis=basis)


def places(account: dict[str, Any], span: Span) -> tuple[PlaceRef, ...]:
    named = account.get("place", [])
    return tuple(
        PlaceRef(
            name=name,
            as_written=name,
            place_id=f"case:{name}",
            evidence=span,
            **({"level": "settlement"} | PLACES[name]),
        )
        for name in ([named] if isinstance(named, str) else named)
    )


def assertion(account: dict[str, Any]) -> Assertion:
    assert set(account) <= set(KEYS.split()), f"a case has keys that nobody reads: {set(account) - set(KEYS.split())}"
    text, at, act = account["text"], account.get("at", 0), account["act"]
    span = Span(start=at, end=at + len(text), exact=text)
    sides = (("actor1", "doer", "country"), ("actor2", "to", "to_country"))
    said = account.get("said_by")
    return sealed(
        Assertion(
            report_id=account["report"],
            type="event",
            evidence=span,
            event_type=SUB_EVENT_TYPES.get(act),
            sub_event_type=act if act in SUB_EVENT_TYPES else None,
            interaction=None if act in SUB_EVENT_TYPES else act,
            status=account.get("status", "actual"),
            polarity=account.get("polarity", "affirmed"),
            date=when(account),
            places=places(account, span),
            actors=tuple(
                ActorRef(
                    role=role,
                    name=account[key],
                    as_written=account[key],
                    country=account.get(country),
                    evidence=span,
                )
                for role, key, country in sides
                if key in account
            ),
            targets=(Target(as_written=account["target"], evidence=span),) if "target" in account else (),
            weapons=(
                (WeaponRef(name=account["weapon"], as_written=account["weapon"], evidence=span),)
                if "weapon" in account
                else ()
            ),
            tolls=tuple(
                Toll(measure=m, of="people", best=account[m], as_written=str(account[m]), evidence=span)
                for m in ("killed", "injured")
                if m in account
            ),
            attribution=(Link(source=Source(name=said, as_written=said)),) if said else (),
            made_by="case/1",
        )
    )


def head(account: dict[str, Any]) -> ReportHead:
    published: date = account["published"]
    return ReportHead(
        report_id=account["report"],
        published=published.isoformat(),
        known_from=published.isoformat(),
        publisher=account.get("publisher"),
        duplicate_of=account.get("copy_of"),
        title=account.get("title"),
    )


@pytest.mark.parametrize("case", list(cases()))
def test_pair(case: dict[str, Any]) -> None:
    sides = [case["left"], case["right"]]
    told = [assertion(side) for side in sides]
    heads = {side["report"]: head(side) for side in sides}
    like = Alike(**case.get("like", {}))
    left, right = accounts(told, heads)
    merged = merge_events(told, heads, alike={right.report_id: {left.report_id: like}} if like.tells else {})
    ruling = rule_on(left, right, like)
    shown = "\n".join(f"{c}: {level}" for c, level in ruling.levels)
    assert ruling.verdict == case["verdict"], f"{case['why']}\n{ruling.score} bits\n{shown}"
    assert ruling == rule_on(right, left, like)
    assert (len(merged.incidents) == 1) == (case["verdict"] == "same"), shown
    assert [j.verdict for j in merged.judgements] == ([case["verdict"]] if case["verdict"] != "different" else [])
