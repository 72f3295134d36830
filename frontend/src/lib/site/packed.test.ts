import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { decode, idOf } from "../feed";
import { invented } from "../feed.made";
import { bucket, columns, some, stampOf, summed, unpacked } from "./packed";

test("the hash of a key is FNV-1a, as the export has it", () => {
  assert.deepEqual(["", "a", "foobar"].map((key) => bucket(key, 2 ** 32)), [0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

test("a stamp is CRC-32, as the server has it", () => {
  assert.equal(stampOf(new TextEncoder().encode("123456789")), "cbf43926");
  assert.equal(stampOf(new Uint8Array()), "00000000");
});

test("gzip is unpacked, and what a server has unpacked stays", async () => {
  const plain = new TextEncoder().encode('{"a":1}');
  const text = async (bytes: Uint8Array) => new TextDecoder().decode(await unpacked(new Uint8Array(bytes).buffer));
  assert.equal(await text(gzipSync(plain)), '{"a":1}');
  assert.equal(await text(plain), '{"a":1}');
});

test("some rows of a feed are a feed", () => {
  const whole = invented(40);
  const all = decode(whole);
  const rows = [all.count - 1, 0];
  const few = decode(some(columns(whole), rows, { as_of: "2022-03-01" }));
  assert.equal(few.count, 2);
  assert.equal(few.as_of, "2022-03-01");
  rows.forEach((row, i) => {
    assert.equal(idOf(few, i), idOf(all, row));
    assert.equal(few.killedBest[i], all.killedBest[row]);
    assert.deepEqual(few.places[few.place[i]!], all.places[all.place[row]!]);
    const actors = (feed: typeof all, at: number) => [...feed.actorOf.subarray(feed.actorsAt[at]!, feed.actorsAt[at + 1]!)].map((n) => feed.actors[n]);
    assert.deepEqual(actors(few, i), actors(all, row));
  });
  assert.ok(few.places.length <= 2, "names of other rows are not there");
  assert.equal(decode(some(columns(whole), [], {})).count, 0);
});

test("steps are summed", () => assert.deepEqual(summed([3, 0, 4]), [3, 3, 7]));
