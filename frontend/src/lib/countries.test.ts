import assert from "node:assert/strict";
import { test } from "node:test";
import { country, side } from "./countries";

test("codes are told by name, and what is none stays", () => {
  assert.equal(country("UKR"), "Ukraine");
  assert.equal(country("COD"), "Congo - Kinshasa");
  assert.equal(country("MMR"), "Myanmar (Burma)");
  assert.equal(country("SSD"), "South Sudan");
  assert.equal(country("RSF"), "RSF");
  assert.equal(country("northern"), "northern");
  assert.equal(side("group:is"), "IS");
  assert.equal(side("group:usa"), "USA");
  assert.equal(side(null), "");
});
