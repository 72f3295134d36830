import assert from "node:assert/strict";
import { test } from "node:test";
import type { Assertion, ReportHead } from "../types";
import { branches, bounds, bySide, citation, counts, facing, isWhole, shown, span, mostTold } from "./dossier";
import { apart, series, steps, ticks } from "./plot";
import type { Incident, Judgement, Position, TollPositions, Voice } from "./types";
import { waterfall } from "./waterfall";

const position = (given: Partial<Position>): Position => ({
  position_id: "p", claimant: "", source: null, side: null, category: null, value: "", low: null, best: null, high: null,
  qualifier: null, stance: "gives", as_written: "", assertion_id: "a", known_from: "2023-01-01", revises: null, revised_by: null,
  tellings: [], ...given,
});
const toll = (positions: Position[], given: Partial<TollPositions> = {}): TollPositions => ({
  measure: "killed", of: null, country: null, per: null, part_of: null, low: null, best: null, high: null, leading: null, rule: null, positions, ...given,
});

test("sides stand together, those of no known side last, and what was revised comes after what is said now", () => {
  const sides = bySide([
    position({ claimant: "x", source: "X", value: "3", known_from: "2023-01-01" }),
    position({ claimant: "y", source: "Y", side: "AAA", value: "4", known_from: "2023-01-02", revised_by: "p2" }),
    position({ claimant: "y", source: "Y", side: "AAA", value: "5", known_from: "2023-01-03" }),
  ]);
  assert.deepEqual(sides.map(({ side }) => side), ["AAA", null]);
  assert.deepEqual(sides[0]!.claimants[0]!.present.map(({ value }) => value), ["5"]);
  assert.deepEqual(sides[0]!.claimants[0]!.former.map(({ value }) => value), ["4"]);
});

test("a number is shown as far as it is given, and never made up", () => {
  assert.equal(shown(position({ low: 5 })), "5 or more");
  assert.equal(shown(position({ high: 5 })), "up to 5");
  assert.equal(shown(position({ low: 2, high: 5 })), "2 – 5");
  assert.equal(shown(position({ value: "dozens" })), "dozens");
  assert.equal(shown(position({ stance: "leaves open", value: "" })), "not known");
  assert.equal(span(toll([], { low: 30, best: 40, high: 57 })), "30 – 57");
  assert.equal(bounds(position({ value: "dozens" })), null);
});

const incident = (given: Partial<Incident>) =>
  ({ tolls: {}, disagreements: [], grades: [], ...given }) as unknown as Incident;

test("rival counts come first, people before things", () => {
  const found = counts(incident({
    tolls: { damaged: toll([], { measure: "damaged" }), injured: toll([], { measure: "injured" }), killed: toll([]) },
    disagreements: [{ about: "injured", positions: [] }],
  }));
  assert.deepEqual(found.map(({ key }) => key), ["injured", "killed", "damaged"]);
});

test("answers face each other, a denial against what it denies", () => {
  const [who] = facing(incident({
    disagreements: [{ about: "actor1", positions: [
      position({ source: "A", value: "East" }), position({ source: "B", value: "West" }), position({ source: "C", value: "East" }),
      position({ source: "D", value: "East", stance: "denies" }),
    ] }],
  }));
  assert.deepEqual(who!.answers.map(({ value, positions }) => [value, positions.length]), [["East", 2], ["West", 1], ["Not East", 1]]);
});

test("copies hang under their original", () => {
  const brought = (report_id: string, copy_of: string | null = null) => ({
    report_id, publisher: null, known_from: "2023-01-01", way: copy_of ? "copied" : "said", copy_of, through: [], assertion_ids: [],
  });
  const voice = { reports: [brought("r_2", "r_1"), brought("r_1"), brought("r_3", "r_9")] } as unknown as Voice;
  assert.deepEqual(branches(voice).map(({ report, copies }) => [report.report_id, copies.map((c) => c.report.report_id)]), [["r_1", ["r_2"]], ["r_3", []]]);
});

test("ticks are round and reach the most", () => {
  assert.deepEqual(ticks(57), [0, 20, 40, 60]);
  for (const most of [1, 3, 9, 10, 99, 101, 12_345]) assert.ok(ticks(most).at(-1)! >= most);
});

test("a claimant's line steps from number to number", () => {
  const [line] = series([
    position({ claimant: "x", best: 9, known_from: "2023-01-03" }), position({ claimant: "x", low: 4, known_from: "2023-01-01" }),
    position({ claimant: "x", value: "many", known_from: "2023-01-02" }),
  ]);
  assert.deepEqual(line!.points.map(({ low, high }) => [low, high]), [[4, null], [9, 9]]);
  const first = Date.parse("2023-01-01T00:00Z") / 86_400_000;
  assert.equal(steps(line!.points, (day) => day - first, (value) => value, first + 5), "M0.0 4.0H2.0V9.0H5.0");
});

test("labels keep their distance", () => {
  assert.deepEqual(apart([10, 11, 12], 5, 100), [10, 15, 20]);
  assert.deepEqual(apart([99, 99], 10, 100), [90, 100]);
});

test("the bars of a merge add up to its score, from what every pair starts with", () => {
  const level = (comparison: string, weight: number) => ({ comparison, level: "same", weight, left: null, right: null });
  const found = waterfall({ score: 1.5, reasons: [level("date", 2.5), level("words", 0), level("place", 3)] } as Judgement)!;
  assert.deepEqual(found.bars.map(({ name, from, to }) => [name, from, to]), [["start", 0, -4], ["place", -4, -1], ["date", -1, 1.5]]);
  assert.equal(found.silent.length, 1);
  assert.equal(waterfall({ score: null, reasons: [] } as unknown as Judgement), null);
});

test("a citation has words, speaker, publisher, title, day and address", () => {
  const account = { assertion_id: "a_1", evidence: { start: 0, end: 3, exact: "it burned" }, attribution: [{ source: { name: "J. Doe" } }] } as unknown as Assertion;
  const head = { publisher: "Paper", title: "Fire", published: "2023-02-10", known_from: "2023-02-10", url: "https://example.org/a" } as ReportHead;
  assert.equal(
    citation(account, head, "http://here/?a=a_1", (iso) => iso),
    "“it burned” (J. Doe, in Paper, “Fire”, 2023-02-10, https://example.org/a). Dateline, a_1, http://here/?a=a_1",
  );
});

test("a part, a nation's share and a rate are no whole count", () => {
  assert.ok(isWhole(toll([])));
  for (const part of [{ of: "children" }, { part_of: "killed" }, { country: "UKR" }, { per: "day" }]) assert.ok(!isWhole(toll([], part)));
});

test("a number is told by most only where more reports give it than any other", () => {
  const said = (best: number, ...reports: string[]) =>
    position({ best, tellings: reports.map((report_id) => ({ report_id }) as Position["tellings"][number]) });
  assert.deepEqual(mostTold(toll([said(4, "a", "b"), said(5, "c")], { leading: 4 })), { value: 4, reports: 2, of: 3 });
  assert.equal(mostTold(toll([said(4, "a"), said(5, "c")], { leading: 5 })), null);
  assert.equal(mostTold(toll([said(4, "a", "b")], { leading: 4 })), null);
});
