import assert from "node:assert/strict";
import { test } from "node:test";
import { Cross } from "./cross";
import { decode } from "./feed";
import { invented } from "./feed.made";
import { order, readSort, sortNames } from "./order";

const cross = new Cross(decode(invented(3000, 3, 60)));

test("every order has each row once, and equals stay in the feed's order", () => {
  for (const name of sortNames) {
    for (const words of [name, `-${name}`]) {
      const rows = order(cross, words);
      assert.equal(new Set(rows).size, 3000, words);
    }
  }
  const byCertainty = order(cross, "-certainty");
  for (let i = 1; i < byCertainty.length; i++) {
    const [a, b] = [byCertainty[i - 1]!, byCertainty[i]!];
    const [x, y] = [cross.feed.certainty[a]!, cross.feed.certainty[b]!];
    assert.ok(x > y || (x === y && a < b));
  }
});

test("the most killed come first, those without a number last", () => {
  const rows = order(cross, "-killed");
  for (let i = 1; i < rows.length; i++) assert.ok(cross.feed.killedBest[rows[i - 1]!]! >= cross.feed.killedBest[rows[i]!]!);
});

test("days before day0 sort before it", () => {
  const rows = order(cross, "event");
  for (let i = 1; i < rows.length; i++) {
    const key = (row: number) => (cross.feed.dayFrom[row]! < -1e9 ? Math.min(cross.feed.dayTo[row]!, 1e7) : cross.feed.dayFrom[row]!);
    assert.ok(key(rows[i - 1]!) <= key(rows[i]!));
  }
});

test("a word that is no order is the order without one", () => {
  assert.deepEqual(readSort("-best"), { by: "event", down: true });
  assert.deepEqual(readSort("known"), { by: "known", down: false });
});
