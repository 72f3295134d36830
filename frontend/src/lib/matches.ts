// Which rows of a feed pass a search, as one bit a row: what /api/v1/matches answers (docs/web.md).

export interface Matches {
  total: number;
  /** Of the feed whose rows these are. */
  stamp: string;
  /** base64 of the bits, row n being bit n % 8, from the least, of byte n >> 3. */
  rows: string;
}

/** What a search finds that could not be made. */
export const none: Matches = { total: 0, stamp: "", rows: "" };

/** By row of the feed of so many: 1 where it passes. */
export function marked({ rows }: Matches, count: number): Uint8Array {
  const bits = atob(rows);
  const found = new Uint8Array(count);
  for (let row = 0; row < count; row++) found[row] = (bits.charCodeAt(row >> 3) >> (row & 7)) & 1;
  return found;
}

/** The answer that says so of each row. */
export function matching(passes: readonly boolean[], stamp: string): Matches {
  const bits = new Uint8Array(Math.ceil(passes.length / 8));
  passes.forEach((pass, row) => (bits[row >> 3]! |= Number(pass) << (row & 7)));
  const words = Array.from(bits, (byte) => String.fromCharCode(byte)).join("");
  return { total: passes.filter(Boolean).length, stamp, rows: btoa(words) };
}
