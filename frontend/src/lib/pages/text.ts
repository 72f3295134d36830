// A report's text in paragraphs, each cut into pieces with what stands on them. Only what is changed is cut again, so that
// long texts stay quick.
import type { Assertion, Kind } from "../types";
import { layers, type Layer, type Slot } from "../words";

export interface Piece {
  key: number;
  text: string;
  marks: Layer[]; // widest first
}

export interface Paragraph {
  /** Where it begins, in code points. */
  start: number;
  end: number;
  pieces: Piece[];
}

/** The paragraphs as [start, end) in code points; each keeps the blank lines behind it, so that together they are the text. */
export function paragraphs(points: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  for (let at = 0; at < points.length; at += 1) {
    if (points[at] === "\n" && (points[at + 1] ?? "") !== "\n") {
      found.push([start, at + 1]);
      start = at + 1;
    }
  }
  if (start < points.length || !found.length) found.push([start, points.length]);
  return found;
}

/** The layers to draw: the evidence of what is shown, and every value of what is open. */
export const drawn = (assertions: readonly Assertion[], shown: ReadonlySet<Kind>, open: string): Layer[] =>
  assertions
    .filter((each) => shown.has(each.type) || each.assertion_id === open)
    .flatMap((each) => (each.assertion_id === open ? layers(each) : layers(each).slice(0, 1)));

/** One paragraph, cut where a layer begins or ends. */
export function paragraph(points: readonly string[], start: number, end: number, marked: readonly Layer[]): Paragraph {
  const here = marked.filter(({ span }) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const { span } of here) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const wide = [...here].sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
  const pieces = edges.slice(0, -1).map((from, i) => ({
    key: from,
    text: points.slice(from, edges[i + 1]).join(""),
    marks: wide.filter(({ span }) => span.start <= from && span.end > from),
  }));
  return { start, end, pieces };
}

/** The whole text; paragraphs are found by halves, so the work grows with the text and not with text times layers. */
export function cut(points: readonly string[], marked: readonly Layer[]): Paragraph[] {
  const sorted = [...marked].sort((a, b) => a.span.start - b.span.start);
  const longest = sorted.reduce((most, { span }) => Math.max(most, span.end - span.start), 0);
  return paragraphs(points).map(([start, end]) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.span.start < start - longest) low = middle + 1;
      else high = middle;
    }
    const near: Layer[] = [];
    for (let i = low; i < sorted.length && sorted[i]!.span.start < end; i += 1) near.push(sorted[i]!);
    return paragraph(points, start, end, near);
  });
}

export const slotName: Record<Slot, string> = {
  date: "date", place: "place", actor: "actor", target: "target", weapon: "weapon", toll: "toll", holder: "holder",
  source: "who says", trigger: "act", hedge: "hedge",
};
