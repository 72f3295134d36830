// What the map draws of the rows that pass: marks, areas, circles for "near". Pure: typed arrays in, GeoJSON out.
import type { Feature, FeatureCollection, Point } from "geojson";
import type { Cross } from "../cross";
import { families } from "../families";
import type { Place } from "../feed";
import type { Clusters } from "./clusters";
import { mix } from "./marks";
import { diameter } from "./shapes";

const F = families.length;
/** Beyond this radius a place is an area, not a point. */
const AREA_KM = 12;

export const isCountry = (place: Place): boolean => place.level === "country";
export const isArea = (place: Place): boolean =>
  place.level === "region" || isCountry(place) || (place.km ?? 0) > AREA_KM;
export const hasPosition = (place: Place): place is Place & { lat: number; lon: number } =>
  place.lat !== null && place.lon !== null;

export interface Sum {
  counts: Int32Array;
  total: number;
  near: number;
  weight: number;
}

/** What passes at one place. */
export function sumAt(cross: Cross, place: number): Sum {
  const counts = cross.placeFamily.subarray(place * F, place * F + F);
  return { counts, total: cross.placeTotal[place]!, near: cross.placeNear[place]!, weight: cross.placeWeight[place]! };
}

export interface Mark extends Sum {
  /** The place whose position it stands at: the heaviest that has anything now. */
  at: number;
  members: number[];
}

/** The marks of places that are points, at a whole zoom. */
export function marks(cross: Cross, clusters: Clusters, zoom: number): Mark[] {
  const heads = clusters.at(zoom);
  const found = new Map<number, Mark>();
  const { places } = cross.feed;
  for (let place = 0; place < places.length; place++) {
    const total = cross.placeTotal[place]!;
    if (!total) continue;
    const about = places[place]!;
    if (!hasPosition(about) || isArea(about)) continue;
    const sum = sumAt(cross, place);
    const head = heads[place]!;
    const mark = found.get(head);
    if (!mark) {
      found.set(head, { ...sum, counts: sum.counts.slice(), at: place, members: [place] });
      continue;
    }
    for (let i = 0; i < F; i++) mark.counts[i]! += sum.counts[i]!;
    if (cross.placeTotal[mark.at]! < total) mark.at = place;
    mark.total += sum.total;
    mark.near += sum.near;
    mark.weight += sum.weight;
    mark.members.push(place);
  }
  return [...found.values()];
}

const short = (n: number) => (n < 1000 ? String(n) : n < 10_000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`);

/** The name of the picture for a mark. */
export function picture({ counts, total, near }: Sum): string {
  const near1 = near === total ? 1 : 0;
  const only = counts.findIndex((count) => count === total);
  if (total === 1) return `one:${only}:${near1}`;
  return only >= 0 ? `some:${only}:${near1}` : `mix:${mix(counts)}:${near1}`;
}

export function leadingColour(counts: ArrayLike<number>): string {
  let best = 0;
  for (let i = 1; i < F; i++) if (counts[i]! > counts[best]!) best = i;
  return families[best]!.colour;
}

export type Bounds = readonly [west: number, south: number, east: number, north: number];

const within = ({ lon, lat }: { lon: number; lat: number }, [west, south, east, north]: Bounds) =>
  lat >= south && lat <= north && ((lon >= west && lon <= east) || (lon + 360 >= west && lon + 360 <= east) || (lon - 360 >= west && lon - 360 <= east));

/** Marks in view as points. `filled`: pixels of a picture that its diameter takes at size 1. */
export function markFeatures(cross: Cross, all: readonly Mark[], bounds: Bounds, filled: number): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (let i = 0; i < all.length; i++) {
    const mark = all[i]!;
    const place = cross.feed.places[mark.at]! as Place & { lat: number; lon: number };
    if (!within(place, bounds)) continue;
    const size = diameter(mark.weight, mark.total > 1);
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [place.lon, place.lat] },
      properties: {
        i, picture: picture(mark), size: size / filled, total: mark.total,
        label: mark.total > 1 ? short(mark.total) : "", text: Math.max(9.5, Math.min(14, size * 0.34)),
        name: mark.members.length > 1 ? `${place.name} +${mark.members.length - 1}` : place.name,
        offset: [0, size / 24 + 0.2],
      },
    });
  }
  return { type: "FeatureCollection", features };
}
