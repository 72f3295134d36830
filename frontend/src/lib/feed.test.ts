import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, decode, idOf, isoOf, rowsById, toll } from "./feed";
import { invented } from "./feed.made";

test("columns are read where the header says they stand", () => {
  const feed = decode(invented(50));
  assert.equal(feed.count, 50);
  assert.equal(feed.dayFrom.length, 50);
  assert.equal(feed.actorsAt.length, 51);
  assert.equal(feed.actorOf.length, feed.actorsAt[50]);
  assert.equal(feed.places[feed.place.find((place) => place < 9999)!]!.country!.length, 3);
  assert.ok(feed.dayFrom.every((day, row) => day <= feed.dayTo[row]!));
});

test("an id is its bytes in hexadecimal, and leads back to its row", () => {
  const feed = decode(invented(300));
  assert.equal(idOf(feed, 258), "i_0000000000000102");
  assert.equal(rowsById(feed).get("i_0000000000000102"), 258);
});

test("days count from day0", () => {
  const feed = decode(invented(1));
  assert.equal(isoOf(feed, 0), "2022-02-24");
  assert.equal(isoOf(feed, 5), "2022-03-01");
  assert.equal(dayOf(feed, "2022-03-01"), 5);
  assert.equal(dayOf(feed, "yesterday"), null);
});

test("a toll is its best number, else what is given of its bounds, else none", () => {
  const [none, two, five] = [Int32Array.of(-1), Int32Array.of(2), Int32Array.of(5)];
  assert.equal(toll(five, two, none, 0), 5);
  assert.equal(toll(none, two, five, 0), 2);
  assert.equal(toll(none, none, five, 0), 5);
  assert.equal(toll(none, none, none, 0), -1);
});

test("what is no feed is refused with the reason", () => {
  assert.throws(() => decode(new TextEncoder().encode('{"error": {}}').buffer as ArrayBuffer), /not a feed/);
  assert.throws(() => decode(new ArrayBuffer(3)), /not a feed/);
});
