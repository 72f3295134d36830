import assert from "node:assert/strict";
import { test } from "node:test";
import { Cross, type FacetName, facetNames, unit } from "./cross";
import { families } from "./families";
import { decode } from "./feed";
import { invented, numbers } from "./feed.made";

const VOID = 0xffffffff;

/** What a facet counts, worked out the slow way: each row asked against every filter but the facet's own. */
function slowly(cross: Cross, name: FacetName): Int32Array {
  const facet = cross.facets[name];
  const counts = new Int32Array(facet.keys.length);
  for (let row = 0; row < cross.feed.count; row++) {
    if (cross.fail[row]! & ~facet.bit) continue;
    const codes = facet.at ? facet.values.slice(facet.at[row], facet.at[row + 1]) : [facet.values[row]!];
    for (const code of codes) if (code !== VOID) counts[code]!++;
  }
  return counts;
}

function check(cross: Cross): void {
  for (const name of facetNames) assert.deepEqual(cross.facets[name].counts, slowly(cross, name), name);
  assert.equal(cross.size, cross.fail.reduce((sum, failed) => sum + (failed ? 0 : 1), 0));
  const placed = cross.placeFamily.reduce((sum, each) => sum + each, 0);
  assert.equal(placed + cross.unplaced, cross.size, "every row that passes is on the map or counted beside it");
  for (const histogram of [cross.event, cross.known]) {
    const sure = histogram.sure.reduce((sum, each) => sum + each, 0);
    let running = 0;
    let wide = 0;
    for (const step of histogram.wide.subarray(0, histogram.days)) wide += running += step;
    const seen = cross.fail.reduce((sum, failed) => sum + (failed & ~histogram.bit ? 0 : 1), 0);
    assert.ok(Math.abs(sure + wide / unit + histogram.undated - seen) < 0.01, "the histogram loses no incident");
  }
}

test("counts leave a facet's own filter out, whatever is chosen in whatever order", () => {
  const cross = new Cross(decode(invented(3000, 7, 100)));
  const next = numbers(3);
  check(cross);
  for (let turn = 0; turn < 40; turn++) {
    const name = facetNames[Math.floor(next() * facetNames.length)]!;
    const { keys } = cross.facets[name];
    const some = next() < 0.3 ? [] : keys.filter(() => next() < 0.4);
    cross.choose(name, some);
    if (next() < 0.3) cross.range("event", next() < 0.3 ? null : 200, next() < 0.5 ? null : 600);
    if (next() < 0.3) cross.range("known", next() < 0.5 ? null : 100, 700);
    if (next() < 0.2) cross.box(next() < 0.5 ? null : [28, 46, 35, 50]);
    check(cross);
  }
  cross.batch(() => {
    for (const name of facetNames) cross.choose(name, []);
    cross.range("event", null, null);
    cross.range("known", null, null);
    cross.box(null);
  });
  assert.equal(cross.size, 3000);
  check(cross);
});

test("a stretch of days lets through what may have happened in it, and nothing without a date", () => {
  const cross = new Cross(decode(invented(2000, 5, 50)));
  cross.range("event", 100, 120);
  const { dayFrom, dayTo } = cross.feed;
  for (let row = 0; row < 2000; row++) {
    const undated = dayFrom[row] === -2147483648 && dayTo[row] === 2147483647;
    assert.equal(cross.fail[row] === 0, !undated && dayFrom[row]! <= 120 && dayTo[row]! >= 100);
  }
});

test("names that several places share are told apart by their ids; a plain name means all of them", () => {
  const cross = new Cross(decode(invented(500, 2, 50)));
  assert.equal(cross.codes("place", "town 1").length, 2);
  assert.equal(cross.codes("place", "geonames:1").length, 1);
  assert.equal(cross.codes("place", "Town 30").length, 1);
  assert.deepEqual(cross.codes("place", "geonames:30"), cross.codes("place", "Town 30"));
  assert.equal(cross.codes("place", "Atlantis").length, 0);
  cross.choose("place", ["Atlantis"]);
  assert.equal(cross.size, 0, "a misspelt filter must not widen the answer");
});

test("rows come in the order asked for", () => {
  const cross = new Cross(decode(invented(100, 2, 50)));
  cross.choose("type", ["Battles"]);
  const order = Uint32Array.from({ length: 100 }, (_, i) => 99 - i);
  const rows = cross.passing(order);
  assert.equal(rows.length, cross.size);
  assert.deepEqual([...rows], [...rows].sort((a, b) => b - a));
});

test("100,000 incidents answer a change of a filter within a frame", () => {
  const cross = new Cross(decode(invented(100_000, 9, 8000)));
  const changes: [string, (turn: number) => void][] = [
    ["type", (turn) => cross.choose("type", turn % 2 ? ["Battles"] : [])],
    ["actor", (turn) => cross.choose("actor", turn % 2 ? ["Actor 7", "Actor 8"] : [])],
    ["play", (turn) => cross.range("event", 200 + turn * 3, 260 + turn * 3)],
    ["grow", (turn) => cross.range("event", null, 100 + turn * 5)],
    ["known", (turn) => cross.range("known", 100 + turn, 400 + turn)],
    ["box", (turn) => cross.box(turn % 2 ? [28, 46, 35, 50] : null)],
  ];
  for (const [, change] of changes) for (let turn = 0; turn < 8; turn++) change(turn); // warm
  for (const [name, change] of changes) {
    const took: number[] = [];
    for (let turn = 0; turn < 15; turn++) {
      const start = performance.now();
      change(turn);
      took.push(performance.now() - start);
    }
    const middle = took.sort((a, b) => a - b)[7]!;
    assert.ok(middle < 16, `${name} took ${middle.toFixed(1)} ms`);
  }
  assert.ok(families.length > 0);
});
