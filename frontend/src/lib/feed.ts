// The feed: every incident of the record as typed columns, decoded without a copy. The format is described in docs/web.md.

export interface Place {
  id: string | null;
  name: string;
  lat: number | null;
  lon: number | null;
  level: string | null;
  km: number | null;
  admin1: string | null;
  country: string | null;
}

export interface TypeRow {
  event_type: string | null;
  sub_event_type: string | null;
  interaction: string | null;
}

export interface Actor {
  id: string | null;
  name: string;
}

interface Column {
  type: "u8" | "u16" | "u32" | "i32" | "f32" | "bytes8";
  at: number;
  length: number;
}

export interface Header {
  count: number;
  /** Tells these incidents in this order from others. */
  stamp: string;
  day0: string;
  as_of: string | null;
  known: { first: string | null; last: string | null };
  columns: Record<string, Column>;
  types: TypeRow[];
  places: Place[];
  actors: Actor[];
  sources: string[];
  sides: string[];
  measures: string[];
  grades: string[];
  id_hex?: number;
}

type Column32 = Int32Array | Uint32Array;

export interface Feed extends Header {
  /** Days from 1970-01-01 to `day0`. */
  epoch: number;
  ids: Uint8Array;
  type: Uint16Array;
  place: Uint32Array;
  placeFlags: Uint8Array;
  dayFrom: Int32Array;
  dayTo: Int32Array;
  firstKnown: Int32Array;
  lastKnown: Int32Array;
  dateBasis: Uint8Array;
  killedLow: Int32Array;
  killedBest: Int32Array;
  killedHigh: Int32Array;
  injuredLow: Int32Array;
  injuredBest: Int32Array;
  injuredHigh: Int32Array;
  measureBits: Uint32Array;
  certainty: Uint8Array;
  status: Uint8Array;
  flags: Uint16Array;
  voices: Uint16Array;
  reports: Uint16Array;
  accounts: Uint16Array;
  grade: Uint8Array;
  side1: Uint8Array;
  side2: Uint8Array;
  actorsAt: Uint32Array;
  actorOf: Uint32Array;
  sourcesAt: Uint32Array;
  sourceOf: Uint32Array;
}

export const NO_PLACE = 0xffffffff;
export const NONE8 = 255;
export const OPEN_START = -2147483648;
export const OPEN_END = 2147483647;

export const Near = 1;
export const Coarse = 2;
export const Provisional = 4;
export const Unplaced = 8;

export const Disputed = 1;
export const Denied = 2;
export const Reviewed = 4;
export const CiviliansHarmed = 8;
export const Corrected = 16;

export const certainties = ["certain", "probable", "possible"] as const;
export const statuses = ["actual", "planned", "hypothetical"] as const;

const makers = {
  u8: Uint8Array, bytes8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array,
} as const;

/** The feed out of the bytes of an answer. Throws an Error that says what is wrong with them. */
export function decode(bytes: ArrayBuffer): Feed {
  const start = new DataView(bytes);
  const magic = bytes.byteLength < 8 ? "" : String.fromCharCode(...new Uint8Array(bytes, 0, 4));
  if (magic !== "DLF1") throw new Error("the answer is not a feed of incidents (it does not begin with DLF1)");
  const long = start.getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, long))) as Header;
  const first = Math.ceil((8 + long) / 8) * 8;
  const column = <T>(name: string): T => {
    const about = head.columns[name];
    if (!about) throw new Error(`the feed has no column ${name}`);
    const size = about.type === "bytes8" ? about.length * 8 : about.length;
    return new makers[about.type](bytes, first + about.at, size) as T;
  };
  const ints = (name: string) => column<Int32Array>(name);
  return {
    ...head,
    epoch: Date.parse(head.day0) / 86_400_000,
    ids: column("id"), type: column("type"), place: column("place"), placeFlags: column("place_flags"),
    dayFrom: ints("day_from"), dayTo: ints("day_to"), firstKnown: ints("first_known"), lastKnown: ints("last_known"),
    dateBasis: column("date_basis"),
    killedLow: ints("killed_low"), killedBest: ints("killed_best"), killedHigh: ints("killed_high"),
    injuredLow: ints("injured_low"), injuredBest: ints("injured_best"), injuredHigh: ints("injured_high"),
    measureBits: column("measures"), certainty: column("certainty"), status: column("status"), flags: column("flags"),
    voices: column("voices"), reports: column("reports"), accounts: column("accounts"), grade: column("grade"),
    side1: column("side1"), side2: column("side2"),
    actorsAt: column("actors_at"), actorOf: column("actors"), sourcesAt: column("sources_at"), sourceOf: column("sources"),
  };
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The incident's id: "i_" and its bytes in hexadecimal. */
export function idOf(feed: Feed, row: number): string {
  let id = "i_";
  for (let i = row * 8; i < row * 8 + 8; i++) id += hex[feed.ids[i]!];
  return feed.id_hex ? id.slice(0, 2 + feed.id_hex) : id;
}

/** Id -> row, for the whole feed. */
export function rowsById(feed: Feed): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < feed.count; row++) rows.set(idOf(feed, row), row);
  return rows;
}

/** Days since day0 -> "2022-03-05". */
export const isoOf = (feed: Pick<Feed, "epoch">, day: number): string =>
  new Date((day + feed.epoch) * 86_400_000).toISOString().slice(0, 10);

/** "2022-03-05" -> days since day0; null for what is no day. */
export function dayOf(feed: Pick<Feed, "epoch">, iso: string): number | null {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : Math.round(at / 86_400_000) - feed.epoch;
}

/** The number that a toll is drawn and sorted by: the best one, else the least, else the most; -1 where none is given. */
export function toll(best: Column32, low: Column32, high: Column32, row: number): number {
  if (best[row]! >= 0) return best[row]!;
  return low[row]! >= 0 ? low[row]! : high[row]!;
}
