// What the map draws of the rows that pass: marks, areas, circles for "near". Pure: typed arrays in, drawing plans out.
import type { Cross } from "../cross";
import { families } from "../families";
import type { Place } from "../feed";
import { mercatorKm, mercatorX, mercatorY } from "./camera";
import type { Clusters } from "./clusters";
import { mix } from "./marks";
import { diameter } from "./shapes";

const F = families.length;
/** Beyond this radius a place is an area, not a point. */
const AREA_KM = 12;
/** The whole zoom from which circles for "near" are drawn. */
const NEAR_FROM = 7;

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
  /** Position of that place, see camera.ts. */
  x: number;
  y: number;
  look?: Look;
}

/** The marks of places that are points, at a whole zoom; those with most come last, and stand on top. */
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
      found.set(head, { ...sum, counts: sum.counts.slice(), at: place, members: [place], x: 0, y: 0 });
      continue;
    }
    for (let i = 0; i < F; i++) mark.counts[i]! += sum.counts[i]!;
    if (cross.placeTotal[mark.at]! < total) mark.at = place;
    mark.total += sum.total;
    mark.near += sum.near;
    mark.weight += sum.weight;
    mark.members.push(place);
  }
  const all = [...found.values()];
  for (const mark of all) {
    const { lon, lat } = places[mark.at]!;
    mark.x = mercatorX(lon!);
    mark.y = mercatorY(lat!);
  }
  return all.sort((a, b) => a.total - b.total);
}

/** What a mark looks like: worked out when it first comes into view. */
export interface Look {
  picture: string;
  diameter: number;
  label: string;
  name: string;
}

export function look(cross: Cross, mark: Mark): Look {
  const { name } = cross.feed.places[mark.at]!;
  return (mark.look ??= {
    picture: picture(mark),
    diameter: diameter(mark.weight, mark.total > 1),
    label: mark.total > 1 ? short(mark.total) : "",
    name: mark.members.length > 1 ? `${name} +${mark.members.length - 1}` : name,
  });
}

/** A circle as wide as the doubt: a region, or around a town that something was near. */
export interface Area {
  place: number;
  x: number;
  y: number;
  /** As a part of the world's width. */
  radius: number;
  near: boolean;
  colour: string;
  total: number;
  /** Drawn as this oblast's own outline. */
  oblast: string | null;
}

/** The areas at a whole zoom. The circle around a town is a few pixels wide further out: there its mark's broken line tells it alone. */
export function areas(cross: Cross, zoom: number): Area[] {
  const found: Area[] = [];
  const { places } = cross.feed;
  for (let place = 0; place < places.length; place++) {
    const total = cross.placeTotal[place]!;
    if (!total) continue;
    const about = places[place]!;
    if (!hasPosition(about) || isCountry(about)) continue;
    const area = isArea(about);
    if (!area && (!cross.placeNear[place] || zoom < NEAR_FROM || about.km === null)) continue;
    const km = area ? (about.km ?? 40) : Math.max(about.km!, 3);
    const oblast = area && about.country === "UKR" ? about.name.replace(/ Oblast$/, "") : "";
    found.push({
      place, x: mercatorX(about.lon), y: mercatorY(about.lat), radius: mercatorKm(km, about.lat), near: !area,
      colour: leadingColour(cross.placeFamily.subarray(place * F, place * F + F)), total,
      oblast: OBLASTS.has(oblast) ? oblast : null,
    });
  }
  return found.sort((a, b) => b.total - a.total);
}

/** Ukraine's oblasts as the base map names them. */
const OBLASTS = new Set([
  "Crimea", "Sevastopol", "Mykolaiv", "Chernihiv", "Rivne", "Chernivtsi", "Ivano-Frankivsk", "Khmelnytskyi", "Lviv",
  "Ternopil", "Zakarpattia", "Volyn", "Cherkasy", "Kirovohrad", "Kyiv Oblast", "Kyiv", "Odesa", "Vinnytsia", "Zhytomyr",
  "Sumy", "Dnipropetrovsk", "Donetsk", "Kharkiv", "Luhansk", "Poltava", "Zaporizhzhia", "Kherson",
]);

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
