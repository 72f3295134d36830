import assert from "node:assert/strict";
import { test } from "node:test";
import { Cross } from "../cross";
import { decode, Near } from "../feed";
import { invented } from "../feed.made";
import { mercatorX, mercatorY } from "./camera";
import { Clusters } from "./clusters";
import { areas, hasPosition, isArea, marks, sumAt } from "./drawn";
import { lines } from "./lettering";
import { shift } from "./pace";

const feed = decode(invented(3000, 5, 200));
const cross = new Cross(feed);
const clusters = new Clusters(
  feed.places.map((place) => (hasPosition(place) && !isArea(place) ? { lon: place.lon, lat: place.lat, heft: 1 } : null)),
);

test("all that passes at points stands in marks, those with most last", () => {
  for (const zoom of [3, 8]) {
    const all = marks(cross, clusters, zoom);
    const points = feed.places.map((_, i) => i).filter((i) => !isArea(feed.places[i]!));
    assert.equal(all.reduce((sum, { total }) => sum + total, 0), points.reduce((sum, i) => sum + sumAt(cross, i).total, 0));
    for (let i = 1; i < all.length; i++) assert.ok(all[i - 1]!.total <= all[i]!.total);
    for (const { at, x, y } of all) {
      assert.deepEqual([x, y], [mercatorX(feed.places[at]!.lon!), mercatorY(feed.places[at]!.lat!)]);
    }
  }
});

test("a region is an area at every zoom, and what is near a town a circle close by", () => {
  const near = new Set(Array.from(feed.place).filter((place, row) => feed.placeFlags[row]! & Near && place < 200 && !isArea(feed.places[place]!)));
  assert.ok(near.size > 20);
  const regions = feed.places.flatMap((place, i) => (isArea(place) && cross.placeTotal[i] ? [i] : [])).sort();
  const [far, close] = [areas(cross, 6), areas(cross, 7)];
  assert.deepEqual(far.map(({ place }) => place).sort(), regions);
  assert.deepEqual(new Set(close.filter((area) => area.near).map(({ place }) => place)), near);
  for (const { place, radius, near } of close) {
    const km = near ? Math.max(3, feed.places[place]!.km!) : feed.places[place]!.km!;
    assert.ok(Math.abs(radius * 40_075 * Math.cos((feed.places[place]!.lat! * Math.PI) / 180) - km) < 1e-6);
  }
});

test("the last picture of the base map lies where the same ground is seen now", () => {
  const at = { x: 0.6, y: 0.35, zoom: 5, world: 512 * 2 ** 5, width: 800, height: 600 };
  const pixel = (camera: typeof at, x: number, y: number) =>
    [(x - camera.x) * camera.world + camera.width / 2, (y - camera.y) * camera.world + camera.height / 2] as const;
  const now = { ...at, x: 0.61, y: 0.345, zoom: 5.4, world: 512 * 2 ** 5.4 };
  const { x, y, scale } = shift(at, now);
  const [left, top] = pixel(at, 0.605, 0.36);
  const [u, v] = pixel(now, 0.605, 0.36);
  assert.ok(Math.hypot(x + left * scale - u, y + top * scale - v) < 1e-6);
  assert.deepEqual(shift(at, { ...at, x: 1.6 }), { x: 0, y: 0, scale: 1 }, "a turn of the world is the same ground");
});

test("words are broken into as few lines as fit, of like length", () => {
  const width = (words: string) => words.length;
  assert.deepEqual(lines("Kyiv", 10, width), ["Kyiv"]);
  for (const line of lines("Democratic Republic of the Congo", 16, width)) assert.ok(line.length <= 16);
  assert.deepEqual(lines("Kherson\n12", 10, width), ["Kherson", "12"]);
});
