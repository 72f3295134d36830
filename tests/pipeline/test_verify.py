from __future__ import annotations

import made_record
from dateline.pipeline.verify import verify
from dateline.store import Record


def force(record: Record, table: str, sql: str, parameters: tuple[object, ...] = ()) -> None:
    """Changes stored rows from outside, past the trigger that forbids it."""
    for trigger in ("keep", "stay"):
        name = {"reading_assertions": "found"}.get(table, table)
        record.write(f"DROP TRIGGER {name}_{trigger}")
    record.write("PRAGMA foreign_keys = OFF")
    record.write(sql, parameters)


def test_a_sound_record_has_no_fault(record: Record) -> None:
    result = verify(record)
    assert result.faults == ()
    assert (result.reports, result.checked) == (4, 8)
    assert result.spans > 25


def test_one_changed_character_names_the_assertion_whose_quote_broke(record: Record) -> None:
    report, (shelling, promise) = made_record.wire()
    changed = report.text.replace("will", "well")
    force(record, "reports", "UPDATE reports SET text = ? WHERE report_id = ?", (changed, report.report_id))
    faults = verify(record).faults
    assert [(f.id, f.report_id) for f in faults] == [
        (report.report_id, report.report_id), (promise.assertion_id, report.report_id),
    ]  # fmt: skip
    assert "the text is not the one that was stored" in faults[0].what
    assert faults[1].what.startswith("evidence: the report has 'We well rebuild'")
    assert shelling.assertion_id not in {f.id for f in faults}


def test_a_changed_value_breaks_the_id(record: Record) -> None:
    shelling = made_record.wire()[1][0]
    force(
        record,
        "assertions",
        """UPDATE assertions SET body = replace(body, '"best":3', '"best":9') WHERE assertion_id = ?""",
        (shelling.assertion_id,),
    )
    (fault,) = verify(record).faults
    assert (fault.id, fault.what) == (shelling.assertion_id, "its content is not the one that its id was made from")


def test_a_body_that_is_cut_off_is_named(record: Record) -> None:
    shelling = made_record.wire()[1][0]
    force(record, "assertions", "UPDATE assertions SET body = '{' WHERE assertion_id = ?", (shelling.assertion_id,))
    faults = verify(record).faults
    assert any(f.id == shelling.assertion_id and "cannot be read" in f.what for f in faults)


def test_references_to_what_is_not_there_are_named(record: Record) -> None:
    shelling = made_record.wire()[1][0]
    record.write(
        "UPDATE current_assertions SET incident_id = 'i_none' WHERE assertion_id = ?", (shelling.assertion_id,)
    )
    record.write("DELETE FROM current_assertions WHERE assertion_id = ?", (made_record.third()[1][1].assertion_id,))
    record.write("UPDATE copies SET duplicate_of = 'r_none'")
    force(record, "sightings", "INSERT INTO sightings VALUES ('r_lost', 'x', '2023-01-01')")
    what = {fault.what for fault in verify(record).faults}
    assert {"names i_none, which is not there", "a copy of r_none, which is not there"} <= what
    assert any(each.startswith("names the assertion a_") for each in what)
    assert any("of sightings names a row of reports that is not there" in each for each in what)
