// The files of a site: gzip of JSON, or of columns of numbers (docs/site.md).

/** The bytes out of gzip; as they are where a server has unpacked them on the way. */
export async function unpacked(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (head[0] !== 0x1f || head[1] !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

const makers = { u8: Uint8Array, bytes8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array } as const;
type Kind = keyof typeof makers;
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;
interface About { type: Kind; at: number; length: number }
export type Head = Record<string, unknown> & { columns: Record<string, About> };

export interface Columns {
  head: Head;
  column: (name: string) => Numbers;
}

export function columns(bytes: ArrayBuffer): Columns {
  const long = new DataView(bytes).getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, long))) as Head;
  const first = Math.ceil((8 + long) / 8) * 8;
  return {
    head,
    column: (name) => {
      const about = head.columns[name];
      if (!about) throw new Error(`there is no column ${name}`);
      return new makers[about.type](bytes, first + about.at, about.length * (about.type === "bytes8" ? 8 : 1));
    },
  };
}

/** These rows of a feed as a feed of its own. A list of numbers a row is a column with a second one, `..._at`. */
export function some({ head, column }: Columns, rows: readonly number[], said: Record<string, unknown>): ArrayBuffer {
  const made: [string, Kind, Numbers][] = [];
  for (const [name, { type }] of Object.entries(head.columns)) {
    if (`${name}_at` in head.columns) continue;
    const from = column(name);
    if (name.endsWith("_at") && name.slice(0, -3) in head.columns) {
      const values = column(name.slice(0, -3));
      const at = new Uint32Array(rows.length + 1);
      rows.forEach((row, i) => (at[i + 1] = at[i]! + from[row + 1]! - from[row]!));
      const all = new Uint32Array(at[rows.length]!);
      rows.forEach((row, i) => all.set(values.subarray(from[row]!, from[row + 1]!), at[i]!));
      made.push([name, type, at], [name.slice(0, -3), head.columns[name.slice(0, -3)]!.type, all]);
    } else if (type === "bytes8") {
      made.push([name, type, eights(from, rows)]);
    } else {
      const to = new makers[type](rows.length);
      rows.forEach((row, i) => (to[i] = from[row]!));
      made.push([name, type, to]);
    }
  }
  const stamp = stampOf(eights(column("id"), rows));
  return packed({ ...head, ...said, ...renumbered(head, made), count: rows.length, stamp }, made);
}

/** These rows of a column of eight bytes a row. */
export function eights(column: Numbers, rows: readonly number[]): Uint8Array {
  const found = new Uint8Array(rows.length * 8);
  rows.forEach((row, i) => found.set(column.subarray(row * 8, row * 8 + 8), i * 8));
  return found;
}

const crcs = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** What tells these ids in this order from others, as the server has it: CRC-32 in hexadecimal. */
export function stampOf(ids: Uint8Array): string {
  let found = 0xffffffff;
  for (const byte of ids) found = (found >>> 8) ^ crcs[(found ^ byte) & 255]!;
  return (~found >>> 0).toString(16).padStart(8, "0");
}

/** Tables of a feed, with the columns that have their numbers. */
const tables = {
  types: ["type"], places: ["place"], actors: ["actors"], sources: ["sources"], sides: ["side1", "side2"], grades: ["grade"],
} as const;

/** The tables with what these columns use alone, in the order in which they use it; the columns follow. */
function renumbered(head: Head, made: readonly [string, Kind, Numbers][]): Record<string, unknown[]> {
  const found: Record<string, unknown[]> = {};
  for (const [table, names] of Object.entries(tables)) {
    const all = (head[table] ?? []) as unknown[];
    const kept = new Map<number, number>();
    for (const [name, , numbers] of made) {
      if (!(names as readonly string[]).includes(name)) continue;
      numbers.forEach((number, i) => {
        if (number >= all.length) return; // none of them
        if (!kept.has(number)) kept.set(number, kept.size);
        numbers[i] = kept.get(number)!;
      });
    }
    found[table] = [...kept.keys()].map((number) => all[number]);
  }
  return found;
}

function packed(head: Record<string, unknown>, made: [string, Kind, Numbers][]): ArrayBuffer {
  const described: Record<string, About> = {};
  let end = 0;
  for (const [name, type, numbers] of made) {
    const at = Math.ceil(end / 8) * 8;
    described[name] = { type, at, length: type === "bytes8" ? numbers.length / 8 : numbers.length };
    end = at + numbers.byteLength;
  }
  const said = new TextEncoder().encode(JSON.stringify({ ...head, columns: described }));
  const first = Math.ceil((8 + said.length) / 8) * 8;
  const bytes = new Uint8Array(first + end).fill(32, 8, first);
  bytes.set(new TextEncoder().encode("DLF1"));
  new DataView(bytes.buffer).setUint32(4, first - 8, true);
  bytes.set(said, 8);
  for (const [name, , numbers] of made) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), first + described[name]!.at);
  }
  return bytes.buffer;
}

/** Which of so many files has the key: FNV-1a over its UTF-8. */
export function bucket(key: string, of: number): number {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  return found % of;
}

/** Numbers out of their steps. */
export function summed(steps: readonly number[]): number[] {
  let at = 0;
  return steps.map((step) => (at += step));
}
