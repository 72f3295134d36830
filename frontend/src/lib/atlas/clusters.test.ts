import assert from "node:assert/strict";
import { test } from "node:test";
import { numbers } from "../feed.made";
import { mercatorX, mercatorY } from "./camera";
import { Clusters, MOST_ZOOM, type Spot } from "./clusters";

function spots(count: number): Spot[] {
  const next = numbers(4);
  return Array.from({ length: count }, () => ({
    lon: 24 + next() * 15, lat: 45 + next() * 7, heft: Math.floor(next() * 100),
  }));
}

test("marks keep apart at every zoom, and each place joins one that lies near", () => {
  const all = spots(1500);
  const clusters = new Clusters(all, 40);
  for (const zoom of [0, 3, 5, 7, 9]) {
    const heads = clusters.at(zoom);
    const pixels = 512 * 2 ** zoom;
    const own = [...new Set(heads)];
    const at = (i: number) => [mercatorX(all[i]!.lon) * pixels, mercatorY(all[i]!.lat) * pixels] as const;
    for (let i = 0; i < own.length; i++) {
      assert.equal(heads[own[i]!], own[i], "a mark stands at a place of its own");
      for (let j = i + 1; j < own.length; j++) {
        const [[x, y], [u, v]] = [at(own[i]!), at(own[j]!)];
        assert.ok(Math.hypot(x - u, y - v) >= 40, `two marks overlap at zoom ${zoom}`);
      }
    }
  }
});

test("what is one mark stays one mark further out", () => {
  const clusters = new Clusters(spots(1500), 40);
  for (let zoom = 0; zoom < MOST_ZOOM; zoom++) {
    const [near, far] = [clusters.at(zoom + 1), clusters.at(zoom)];
    for (let i = 0; i < near.length; i++) assert.equal(far[i], far[near[i]!]);
  }
});

test("places without a position join nothing", () => {
  const heads = new Clusters([null, { lon: 30, lat: 50, heft: 1 }, { lon: 30, lat: 50, heft: 9 }]).at(4);
  assert.deepEqual([...heads], [0, 2, 2]);
});

test("20,000 places are laid out for all zooms in well under a second", () => {
  const clusters = new Clusters(spots(20_000));
  const start = performance.now();
  clusters.at(0);
  assert.ok(performance.now() - start < 900);
});
