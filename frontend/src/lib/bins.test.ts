import assert from "node:assert/strict";
import { test } from "node:test";
import { bins, columns, heart } from "./bins";
import { Cross } from "./cross";
import { decode, isoOf } from "./feed";
import { invented } from "./feed.made";

const cross = new Cross(decode(invented(4000, 11, 60)));
const { epoch } = cross.feed;

test("columns begin where their step begins", () => {
  const iso = (day: number) => isoOf(cross.feed, day);
  assert.deepEqual(bins(0, 3, epoch, 99).edges.map(iso), ["2022-02-24", "2022-02-25", "2022-02-26", "2022-02-27", "2022-02-28"]);
  assert.equal(new Date(iso(bins(0, 300, epoch, 99).edges[1]!)).getUTCDay(), 1);
  assert.deepEqual(bins(0, 400, epoch, 20).edges.slice(0, 2).map(iso), ["2022-02-01", "2022-03-01"]);
  assert.equal(iso(bins(0, 4000, epoch, 20).edges[1]!), "2023-01-01");
});

test("no incident is lost between the columns, whatever their width", () => {
  const whole = cross.event;
  for (const most of [9, 60, 2000]) {
    const { totals } = columns(whole, bins(whole.first, whole.first + whole.days - 1, epoch, most));
    const sum = totals.reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum + whole.undated - 4000) < 0.01, `${most} columns: ${sum}`);
  }
});

test("a far-away day does not make the rest narrow", () => {
  const sure = new Int32Array(20_000 * 7);
  sure[0] = 1;
  for (let day = 19_000; day < 20_000; day++) sure[day * 7] = 3;
  const [from, to] = heart({ first: 0, days: 20_000, sure, wide: new Float64Array(20_001), undated: 0, bit: 1 });
  assert.ok(from > 18_900 && to === 19_999);
});
