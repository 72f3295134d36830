import assert from "node:assert/strict";
import { test } from "node:test";
import { marked, matching } from "./matches";

test("what passes comes back row by row, however many there are", () => {
  const passes = Array.from({ length: 30_001 }, (_, row) => row % 3 !== 1);
  const found = matching(passes, "made");
  assert.equal(found.total, 20_001);
  assert.deepEqual([...marked(found, passes.length)].map(Boolean), passes);
});

test("the first row is the least bit of the first byte", () => {
  assert.equal(matching([true, false, false, false, false, false, false, false, true], "").rows, btoa("\x01\x01"));
  assert.deepEqual([...marked({ total: 0, stamp: "", rows: "" }, 0)], []);
});
