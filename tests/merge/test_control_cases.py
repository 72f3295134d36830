"""The cases in cases/control_history: what claims come to, as an analyst would have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_up_claims import TOWN, claim, head, whose

from dateline.merge.control import control_histories
from dateline.model.control import ControlHistory

CASES = Path(__file__).parents[2] / "cases" / "control_history"
KEYS = {"case", "why", "claims", "consensus", "intervals", "not_states", "as_of", "day", "now", "place"}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def histories(case: dict[str, Any], *, backwards: bool = False) -> list[ControlHistory]:
    assert set(case) <= KEYS, f"a case has keys that nobody reads: {set(case) - KEYS}"
    told = [c for c in case["claims"] if "as_of" not in case or c.get("known", c["published"]) <= case["as_of"]]
    heads = {h.report_id: h for h in map(head, told)}
    made = [claim(c) for c in told]
    return control_histories(made[::-1] if backwards else made, heads, case.get("day"))


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any]) -> None:
    found = histories(case)
    assert found == histories(case, backwards=True), "the order of claims matters"
    history = next(h for h in found if h.place.name == case.get("place", TOWN))
    ids = {claim(c).assertion_id: c["id"] for c in case["claims"]}
    if "consensus" in case:
        wanted = case["consensus"]
        assert [row(span, ids, want) for span, want in zip(history.consensus, wanted, strict=False)] == wanted, case[
            "why"
        ]
        assert len(history.consensus) == len(wanted), [f"{s.since} {s.standing} {whose(s)}" for s in history.consensus]
    if "intervals" in case:
        rows: defaultdict[str, list[list[Any]]] = defaultdict(list)
        for each in history.intervals:
            rows[each.claimant.name].append([each.since, each.until, whose(each)])
        assert rows == case["intervals"], case["why"]
    if "now" in case:
        assert (f"{history.now.standing} {whose(history.now)}" if history.now else None) == case["now"], case["why"]
    why_not = {ids[c.assertion_ids[0]]: c.why_not for c in history.claims if not c.stands}
    assert why_not == case.get("not_states", {}), case["why"]


def row(span: Any, ids: dict[str, str], want: dict[str, Any]) -> dict[str, Any]:
    """The stretch in the short form of the cases, as far as the case says anything about it."""
    full = {
        "from": span.since,
        "to": span.until,
        "is": f"{span.standing} {whose(span)}",
        "by": sorted(ids[i] for i in span.assertion_ids),
        "against": sorted(ids[i] for i in span.against),
    }
    if "known" in want:
        full["known"] = type(span.since).fromisoformat(span.known_from)
    return {key: value for key, value in full.items() if key in want or value not in (None, [])}


def test_there_are_enough_situations() -> None:
    assert len(list(cases())) >= 15
