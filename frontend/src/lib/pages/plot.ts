// Geometry of small plots: scales, ticks, and a claimant's numbers over time as steps.
import { bounds, said } from "./dossier";
import type { Position } from "./types";

/** Round numbers from 0 to at least `most`, about `wanted` of them. */
export function ticks(most: number, wanted = 4): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? power * 10);
  const found: number[] = [];
  for (let at = 0; at < most + step; at += step) found.push(at);
  return found;
}

export interface Point {
  day: string;
  low: number;
  high: number | null; // null: no upper bound
  position: Position;
}

export interface Series {
  key: string;
  name: string;
  side: string | null;
  points: Point[];
}

/** What each claimant gave as a number, earliest first; who gave none has no line. */
export function series(positions: readonly Position[]): Series[] {
  const all = new Map<string, Series>();
  for (const position of positions) {
    const found = bounds(position);
    if (!found || position.stance !== "gives") continue;
    const key = position.claimant || said(position);
    const one = all.get(key) ?? { key, name: said(position), side: position.side, points: [] };
    one.points.push({ day: position.known_from.slice(0, 10), low: found[0], high: found[1], position });
    all.set(key, one);
  }
  for (const one of all.values()) one.points.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : Number(Boolean(b.position.revised_by)) - Number(Boolean(a.position.revised_by))));
  return [...all.values()];
}

export const dayNumber = (iso: string): number => Date.parse(`${iso.slice(0, 10)}T00:00Z`) / 86_400_000;

/** The line of one claimant: level until the next number, then a step. Coordinates come from the two scales. */
export function steps(points: readonly Point[], x: (day: number) => number, y: (value: number) => number, last: number): string {
  const path: string[] = [];
  points.forEach(({ day, low }, i) => {
    const [px, py] = [x(dayNumber(day)), y(low)];
    path.push(i ? `H${px.toFixed(1)}V${py.toFixed(1)}` : `M${px.toFixed(1)} ${py.toFixed(1)}`);
  });
  if (path.length) path.push(`H${x(last).toFixed(1)}`);
  return path.join("");
}

/** Labels moved apart so that none is nearer than `least` to the next; `top` first, never beyond `bottom` if it can be helped. */
export function apart(wanted: readonly number[], least: number, bottom: number): number[] {
  const order = wanted.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at);
  let former = -Infinity;
  for (const each of order) {
    each.at = Math.max(each.at, former + least);
    former = each.at;
  }
  let next = bottom + least;
  for (const each of [...order].reverse()) {
    each.at = Math.min(each.at, next - least);
    next = each.at;
  }
  const found = new Array<number>(wanted.length);
  for (const { at, i } of order) found[i] = at;
  return found;
}
