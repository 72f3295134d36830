import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer } from "../words";
import { cut, paragraphs } from "./text";

const text = "🛰 First line.\n\nSecond 𝔘 line\nThird.\n";
const points = Array.from(text);
const layer = (start: number, end: number) =>
  ({ assertion: { assertion_id: "a" }, slot: null, span: { start, end, exact: points.slice(start, end).join("") } }) as unknown as Layer;

test("paragraphs together are the text, and begin behind its blank lines", () => {
  const found = paragraphs(points);
  assert.equal(found.map(([from, to]) => points.slice(from, to).join("")).join(""), text);
  assert.deepEqual(found.map(([from, to]) => points.slice(from, to).join("").trim()), ["🛰 First line.", "Second 𝔘 line", "Third."]);
  assert.deepEqual(paragraphs([]), [[0, 0]]);
});

test("pieces together are the text, and each mark covers exactly its words, across paragraphs too", () => {
  const marks = [layer(2, 7), layer(0, 24), layer(22, 31), layer(2, 3)];
  const all = cut(points, marks).flatMap(({ pieces }) => pieces);
  assert.equal(all.map((piece) => piece.text).join(""), text);
  for (const mark of marks) {
    assert.equal(all.filter((piece) => piece.marks.includes(mark)).map((piece) => piece.text).join(""), mark.span.exact);
  }
});

test("a long text with thousands of marks is cut in well under a second", () => {
  const long = Array.from("Words of a long report, line by line.\n".repeat(6000));
  const many = Array.from({ length: 4000 }, (_, i) => layer(i * 50, i * 50 + 30));
  const before = performance.now();
  const found = cut(long, many);
  assert.ok(performance.now() - before < 1000);
  assert.equal(found.length, 6000);
});
