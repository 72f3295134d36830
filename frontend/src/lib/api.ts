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

async function ask(path: string, query: Query, signal?: AbortSignal): Promise<Response> {
  const set = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const words = new URLSearchParams(set.map(([name, value]) => [name, String(value)]));
  try {
    return await fetch(`./api/v1/${path}${set.length ? `?${words}` : ""}`, { signal: signal ?? null });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem("Dateline does not answer", silent);
  }
}

async function refused(reply: Response): Promise<Problem> {
  const told = (await reply.json().catch(() => null))?.error;
  return new Problem(told?.what ?? `The answer was ${reply.status}`, told?.remedy ?? silent, told?.where, reply.status);
}

/** GET under /api/v1. Throws Problem; an aborted call throws the browser's AbortError. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const reply = await ask(path, query, signal);
  if (!reply.ok) throw await refused(reply);
  const body = await reply.json().catch(() => null);
  if (body === null) throw new Problem("The answer could not be read", silent);
  return body as T;
}

/** GET of what is no JSON. */
export async function bytes(path: string, query: Query = {}, signal?: AbortSignal): Promise<ArrayBuffer> {
  const reply = await ask(path, query, signal);
  if (!reply.ok) throw await refused(reply);
  return reply.arrayBuffer();
}
