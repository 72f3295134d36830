// Feeds made up for tests, encoded as the server encodes them.
import type { Actor, Header, Place, TypeRow } from "./feed";

export interface Made {
  columns: Record<string, Uint8Array | Uint16Array | Uint32Array | Int32Array>;
  types: TypeRow[];
  places: Place[];
  actors: Actor[];
  sources: string[];
  sides: string[];
  measures: string[];
  grades: string[];
}

/** The bytes of a feed. */
export function encode(made: Made, count: number, day0 = "2022-02-24"): ArrayBuffer {
  const columns: Header["columns"] = {};
  let at = 0;
  for (const [name, values] of Object.entries(made.columns)) {
    const signed = values instanceof Int32Array;
    const type = name === "id" ? "bytes8" : signed ? "i32" : ({ 1: "u8", 2: "u16", 4: "u32" } as const)[values.BYTES_PER_ELEMENT]!;
    columns[name] = { type, at, length: name === "id" ? values.length / 8 : values.length };
    at = Math.ceil((at + values.byteLength) / 8) * 8;
  }
  const { types, places, actors, sources, sides, measures, grades } = made;
  const head: Header = {
    count, stamp: "made", day0, as_of: null, known: { first: day0, last: "2024-12-31" }, columns, types, places, actors, sources, sides,
    measures, grades,
  };
  let words = new TextEncoder().encode(JSON.stringify(head));
  const padded = new Uint8Array(Math.ceil((8 + words.length) / 8) * 8 - 8).fill(32);
  padded.set(words);
  words = padded;
  const bytes = new Uint8Array(8 + words.length + at);
  bytes.set(new TextEncoder().encode("DLF1"));
  new DataView(bytes.buffer).setUint32(4, words.length, true);
  bytes.set(words, 8);
  for (const [name, values] of Object.entries(made.columns)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 8 + words.length + columns[name]!.at);
  }
  return bytes.buffer;
}

/** Numbers that look random and are the same each time (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A feed of `count` invented incidents over a thousand days. */
export function invented(count: number, seed = 1, placeCount = 2000): ArrayBuffer {
  const next = numbers(seed);
  const upTo = (n: number) => Math.floor(next() * n);
  const types: TypeRow[] = [
    ["Battles", "Armed clash"], ["Explosions/Remote violence", "Shelling/artillery/missile attack"],
    ["Explosions/Remote violence", "Air/drone strike"], ["Violence against civilians", "Attack"],
    ["Strategic developments", "Change to group/activity"], ["Protests", "Peaceful protest"], [null, null],
  ].map(([event_type, sub_event_type]) => ({
    event_type: event_type ?? null, sub_event_type: sub_event_type ?? null, interaction: event_type ? null : "ACCUSE",
  }));
  const places: Place[] = Array.from({ length: placeCount }, (_, i) => ({
    id: `geonames:${i}`, name: `Town ${i % (placeCount - 3)}`, lat: 45 + next() * 7, lon: 24 + next() * 15,
    level: i % 11 ? "settlement" : "region", km: i % 11 ? 2 : 60, admin1: `Oblast ${i % 24}`, country: i % 9 ? "UKR" : "RUS",
  }));
  const actors: Actor[] = Array.from({ length: 300 }, (_, i) => ({ id: null, name: `Actor ${i}` }));
  const sources = Array.from({ length: 200 }, (_, i) => `Source ${i}`);
  const column = (fill: (row: number) => number) => Int32Array.from({ length: count }, (_, row) => fill(row));
  const dayFrom = column(() => (upTo(50) ? upTo(1000) : -2147483648)).sort();
  const dayTo = column((row) => (dayFrom[row]! < 0 ? (upTo(2) ? 2147483647 : 400) : dayFrom[row]! + (upTo(5) ? 0 : upTo(30))));
  const firstKnown = column((row) => Math.max(0, dayFrom[row]!) + upTo(20));
  const best = column(() => (upTo(3) ? -1 : upTo(40)));
  const offsets = (most: number) => {
    const at = new Uint32Array(count + 1);
    for (let row = 0; row < count; row++) at[row + 1] = at[row]! + upTo(most + 1);
    return at;
  };
  const actorsAt = offsets(2);
  const sourcesAt = offsets(4);
  const u8 = (fill: (row: number) => number) => Uint8Array.from({ length: count }, (_, row) => fill(row));
  const u16 = (fill: (row: number) => number) => Uint16Array.from({ length: count }, (_, row) => fill(row));
  const u32 = (fill: (row: number) => number, length = count) => Uint32Array.from({ length }, (_, row) => fill(row));
  const id = new Uint8Array(count * 8);
  new DataView(id.buffer);
  for (let row = 0; row < count; row++) new DataView(id.buffer).setUint32(row * 8 + 4, row);
  return encode(
    {
      columns: {
        id, type: u16(() => upTo(types.length)), place: u32(() => (upTo(12) ? upTo(placeCount) : 0xffffffff)),
        place_flags: u8(() => (upTo(8) ? 0 : 1)), day_from: dayFrom, day_to: dayTo, first_known: firstKnown,
        last_known: column((row) => firstKnown[row]! + upTo(9)), date_basis: u8(() => upTo(2)),
        killed_low: best, killed_best: best, killed_high: best, injured_low: best, injured_best: best, injured_high: best,
        measures: u32(() => upTo(8)), certainty: u8(() => upTo(3)), status: u8(() => (upTo(9) ? 0 : 1)),
        flags: u16(() => (upTo(6) ? 0 : upTo(8))), voices: u16(() => 1 + upTo(4)), reports: u16(() => 1 + upTo(6)),
        accounts: u16(() => 1 + upTo(9)), grade: u8(() => 255), side1: u8(() => upTo(2)), side2: u8(() => (upTo(2) ? 255 : 1)),
        actors_at: actorsAt, actors: u32(() => upTo(actors.length), actorsAt[count]),
        sources_at: sourcesAt, sources: u32(() => upTo(sources.length), sourcesAt[count]),
      },
      types, places, actors, sources, sides: ["UKR", "RUS"], measures: ["killed", "injured", "missing"], grades: [],
    },
    count,
  );
}
