// Calls to the API beside the page. Every failure becomes a Problem that says what to do.

export class Problem extends Error {
  constructor(
    readonly what: string,
    readonly remedy: string,
    readonly where: string | null = null,
    readonly status = 0,
  ) {
    super(what);
  }
}

export type Query = Record<string, string | number | null | undefined>;

const silent = "Check that `dateline serve` still runs in its terminal, then try again.";

/** GET under /api/v1. Throws Problem; an aborted call throws the browser's AbortError. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const set = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const words = new URLSearchParams(set.map(([name, value]) => [name, String(value)]));
  let reply: Response;
  try {
    reply = await fetch(`./api/v1/${path}${set.length ? `?${words}` : ""}`, { signal: signal ?? null });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem("Dateline does not answer", silent);
  }
  const body = await reply.json().catch(() => null);
  if (reply.ok && body !== null) return body as T;
  const told = body?.error;
  throw new Problem(told?.what ?? `The answer was ${reply.status}`, told?.remedy ?? silent, told?.where, reply.status);
}
