import assert from "node:assert/strict";
import { test } from "node:test";
import type { Assertion } from "../types";
import { blank, blankToll, draftOf, given, precisionOf, wanting } from "./draft";
import { locate } from "./points";

const words = { start: 2, end: 7, exact: "words" };

test("a draft leaves what it was made from as it is", () => {
  const original = { ...blank("r_1", words), incident_id: "i_1", disputed_by: ["a_2"] };
  const draft = draftOf(original);
  draft.tolls.push(blankToll(words));
  draft.evidence.start = 99;
  assert.equal(original.tolls.length, 0);
  assert.equal(original.evidence.start, 2);
  assert.equal(draft.incident_id, null);
});

test("what is missing is told before it is sent", () => {
  const draft: Assertion = blank("r_1", words);
  assert.deepEqual(wanting(draft), ["an event needs a type", "an event needs the words that name the act"]);
  Object.assign(draft, { sub_event_type: "Armed clash", trigger: words });
  assert.deepEqual(wanting(draft), []);
  draft.tolls.push({ ...blankToll(words), low: 9, best: 3 });
  assert.deepEqual(wanting(draft), ["killed: low, best and high do not rise"]);
  draft.date = { earliest: "2023-03-04", latest: "2023-03-03", precision: "day", basis: "stated", evidence: null };
  assert.equal(wanting(draft).length, 3);
  assert.deepEqual(wanting(draft, draftOf(draft)), [], "what was amiss before may stay");
});

test("the event type follows the finer one, and a statement has none", () => {
  const draft = { ...blank("r_1", words), sub_event_type: "Grenade" };
  assert.equal(given(draft).event_type, "Explosions/Remote violence");
  assert.equal(given({ ...draft, type: "statement" }).sub_event_type, null);
  assert.equal("review" in given(draft), false);
});

test("words that are typed are found where they stand nearest", () => {
  const text = "🛰 five people, then 🔥 five people";
  assert.deepEqual(locate(text, "five people", 0), { start: 2, end: 13, exact: "five people" });
  assert.equal(locate(text, "five people", 22)!.start, 22);
  assert.equal(locate(text, "six people", 0), null);
  assert.equal(locate(text, "  ", 0), null);
});

test("days that were put right say how exact they are", () => {
  assert.equal(precisionOf("2024-02-28", "2024-02-28"), "day");
  assert.equal(precisionOf("2024-02-26", "2024-03-03"), "week");
  assert.equal(precisionOf("2024-02-01", "2024-02-29"), "month");
  assert.equal(precisionOf("2024-01-01", "2024-03-31"), "quarter");
  assert.equal(precisionOf("2024-01-01", "2024-12-31"), "year");
  assert.equal(precisionOf("2010-01-01", "2019-12-31"), "decade");
  assert.equal(precisionOf(null, "2024-02-28"), "day");
});
