import assert from "node:assert/strict";
import { test } from "node:test";
import { highlight } from "./highlight";

const hits = (text: string, search: string) => highlight(text, search).filter(({ hit }) => hit).map(({ text }) => text);

test("words are marked in every form in which the search finds them, in any case, and no others", () => {
  assert.deepEqual(hits("Drones hit; a drone fell. Hydrone. Drone-like", "drone"), ["Drones", "drone", "Drone"]);
  assert.deepEqual(hits("Shelling: they shelled it, and were shelled. A shell.", "shelling"), ["Shelling", "shelled", "shelled", "shell"]);
  assert.deepEqual(hits("Обстріл Херсон, херсон", "ХЕРСОН"), ["Херсон", "херсон"]);
  assert.deepEqual(hits("Café, cafe\u0301 and CAFE", "café"), ["Café", "cafe\u0301", "CAFE"]);
});

test("a phrase stays together over line breaks, and a beginning finds what begins so", () => {
  assert.deepEqual(hits("at least\n5 people, at 5 people", '"at least 5"'), ["at least\n5"]);
  assert.deepEqual(hits("Kharkiv, Kherson, Kh", "kh*"), ["Kharkiv", "Kherson", "Kh"]);
});

test("signs are no pattern, and nothing is marked where nothing is asked for", () => {
  assert.deepEqual(hits("5+5 (a.b) axb", '"a.b"'), ["a.b"]);
  assert.deepEqual(hits("a text", ""), []);
  assert.deepEqual(hits("a text", "(*"), []);
});

test("the parts are the text", () => {
  const text = "A drone, and drones 🛰 again";
  for (const search of ["drone and", "", "nothing", '"and drones"']) assert.equal(highlight(text, search).map((part) => part.text).join(""), text);
});
