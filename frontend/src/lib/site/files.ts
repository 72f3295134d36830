// The files of the site beside the page, each fetched once; the last few are kept unpacked.
import { Problem } from "../problem";
import { columns, type Columns, unpacked } from "./packed";

/** How a file is read: by its name below data/. */
export type Read = (name: string) => Promise<ArrayBuffer>;

const KEPT = 24;

/** Reads over HTTP. version: changes with the site's content, so that nothing old is taken from the browser's store. */
export const fetched = (version: string): Read => async (name) => {
  let reply: Response;
  try {
    reply = await fetch(`./data/${name}?v=${encodeURIComponent(version)}`);
  } catch {
    throw new Problem("The site's files cannot be reached", "Check the connection, then try again.");
  }
  if (!reply.ok) throw new Problem(`A file of this site is missing: data/${name}`, "Load the page anew; if that does not help, the site must be exported again.", null, 500);
  return reply.arrayBuffer();
};

export class Files {
  #read: Read;
  #kept = new Map<string, Promise<unknown>>();

  constructor(read: Read) {
    this.#read = read;
  }

  json<T>(name: string): Promise<T> {
    return this.#once(name, (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as T);
  }

  columns(name: string): Promise<Columns> {
    return this.#once(name, columns);
  }

  bytes(name: string): Promise<ArrayBuffer> {
    return this.#once(name, (bytes) => bytes);
  }

  #once<T>(name: string, made: (bytes: ArrayBuffer) => T): Promise<T> {
    const kept = this.#kept.get(name) ?? this.#read(name).then(unpacked).then(made);
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    kept.catch(() => this.#kept.delete(name)); // what failed is asked for again
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(old);
    }
    return kept as Promise<T>;
  }
}

/** `0007` for 7, as the files of a folder are called. */
export const numbered = (folder: string, number: number): string => `${folder}/${String(number).padStart(4, "0")}.json.gz`;
