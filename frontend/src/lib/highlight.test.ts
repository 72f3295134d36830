import assert from "node:assert/strict";
import { test } from "node:test";
import { highlight, terms } from "./highlight";

const hits = (text: string, search: string) => highlight(text, search).filter(({ hit }) => hit).map(({ text }) => text);

test("words are found at their beginning, in any case, in any script", () => {
  assert.deepEqual(hits("Drones hit; a drone fell. Hydrone.", "drone"), ["Drones", "drone"]);
  assert.deepEqual(hits("Обстріл Херсона, херсон", "ХЕРСОН"), ["Херсона", "херсон"]);
});

test("a phrase stays together over line breaks", () => {
  assert.deepEqual(hits("at least\n5 people, at 5 people", '"at least 5"'), ["at least\n5"]);
});

test("signs are no pattern", () => {
  assert.deepEqual(hits("5+5 (a.b) axb", "(a.b)"), ["a.b"]);
  assert.deepEqual(terms("-not fire OR smoke"), ["fire", "smoke"]);
});

test("the parts are the text", () => {
  const text = "A drone, and drones 🛰 again";
  assert.equal(highlight(text, "drone and").map((part) => part.text).join(""), text);
});
