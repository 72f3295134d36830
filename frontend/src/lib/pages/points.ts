// Places in a text. The record counts Unicode code points; JavaScript and the browser's selection count UTF-16 units.
import type { Span } from "../types";

/** How many code points stand before the UTF-16 offset. An offset inside a pair counts the pair as not yet begun. */
export function pointsBefore(text: string, units: number): number {
  const end = Math.max(0, Math.min(units, text.length));
  let points = 0;
  let at = 0;
  while (at < end) {
    const wide = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    if (at + wide > end) break;
    at += wide;
    points += 1;
  }
  return points;
}

/** The UTF-16 offset at which the code point begins. */
export function unitsBefore(text: string, points: number): number {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** A span of the text between two UTF-16 offsets, without blanks at its ends; null where nothing is left. */
export function spanBetween(text: string, from: number, to: number): Span | null {
  let [first, last] = [Math.min(from, to), Math.max(from, to)];
  first = Math.max(0, first);
  last = Math.min(text.length, last);
  while (first < last && /\s/u.test(text[first]!)) first += 1;
  while (last > first && /\s/u.test(text[last - 1]!)) last -= 1;
  // Half of a pair is none of the text's characters: take the whole one.
  if (first > 0 && isLow(text.charCodeAt(first)) && isHigh(text.charCodeAt(first - 1))) first -= 1;
  if (last < text.length && isLow(text.charCodeAt(last)) && isHigh(text.charCodeAt(last - 1))) last += 1;
  if (first >= last) return null;
  const start = pointsBefore(text, first);
  const exact = text.slice(first, last);
  return { start, end: start + Array.from(exact).length, exact };
}
const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** How far into `root`'s text a place of the page is, in UTF-16 units; null where it is not inside. */
export function unitsInto(root: Node, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null;
  const range = document.createRange();
  range.selectNodeContents(root);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** What is selected inside `root`, whose text is exactly `text`. */
export function selectedSpan(root: Node, text: string): Span | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const from = unitsInto(root, range.startContainer, range.startOffset);
  const to = unitsInto(root, range.endContainer, range.endOffset);
  return from === null || to === null ? null : spanBetween(text, from, to);
}

/** Where these words stand in the text, the nearest to a code point; null where they do not. */
export function locate(text: string, words: string, near: number): Span | null {
  const wanted = words.trim();
  if (!wanted) return null;
  const middle = unitsBefore(text, near);
  let best = -1;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (best < 0 || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
  }
  return best < 0 ? null : spanBetween(text, best, best + wanted.length);
}
