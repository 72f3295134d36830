import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsBefore, spanBetween, unitsBefore } from "./points";

const text = "🛰🔥 Strike 𝔘 on  Kherson\u0301\n";

test("offsets go from units to code points and back", () => {
  const points = Array.from(text);
  let units = 0;
  points.forEach((point, i) => {
    assert.equal(pointsBefore(text, units), i);
    assert.equal(unitsBefore(text, i), units);
    units += point.length;
  });
  assert.equal(pointsBefore(text, text.length + 9), points.length);
});

test("a span has the words that its code points say", () => {
  const units = Array.from({ length: text.length + 1 }, (_, i) => i);
  for (const from of units) {
    for (const to of units) {
      const span = spanBetween(text, from, to);
      if (!span) continue;
      assert.equal(Array.from(text).slice(span.start, span.end).join(""), span.exact);
      assert.doesNotMatch(span.exact, /^\s|\s$/u);
    }
  }
});

test("half of a pair takes the whole one, and blanks alone are nothing", () => {
  assert.deepEqual(spanBetween(text, 1, 3), { start: 0, end: 2, exact: "🛰🔥" });
  const gap = text.indexOf("  ");
  assert.equal(spanBetween(text, gap, gap + 2), null);
  assert.equal(spanBetween(text, 5, 5), null);
});
