// Questions to the record: to the API beside the page or, in a copy without a server, to the files beside it. Which of the
// two is nobody else's business, save for what a copy cannot offer (`can`). Every failure becomes a Problem that says what
// to do.

import { Problem, type Query } from "./problem";

/** The version of the site that this page is part of; empty where a server answers. */
const site = typeof document === "undefined" ? "" : (document.querySelector<HTMLMetaElement>("meta[name=dateline-site]")?.content ?? "");

/** What the page can offer. */
export const can = {
  /** Words on the record, and who gives them. */
  review: !site,
  /** Changes between any two days; else of days and weeks. */
  anyDays: !site,
  /** Briefs and changes narrowed by the filters. */
  narrow: !site,
  /** Counts of claims beside the filters. */
  countClaims: !site,
  /** Names as they stood on a day, in any spelling. */
  namesThen: !site,
  /** Files made on demand, and the API's own answers. */
  downloads: !site,
} as const;

/** What to do when nothing answers. */
export const silent = site
  ? "Check the connection, then load the page again."
  : "Check that `dateline serve` still runs in its terminal, then try again.";

let opened: Promise<import("./site/answers").Answers> | null = null;
function answers() {
  opened ??= import("./site").then(({ open }) => open(site));
  opened.catch(() => (opened = null)); // asked for again with the next question
  return opened;
}

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

let shut = () => {};
/** Does this whenever the server answers that nobody is logged in. */
export const whenShut = (act: () => void): void => void (shut = act);

async function refused(reply: Response): Promise<Problem> {
  if (reply.status === 401) shut();
  const told = (await reply.json().catch(() => null))?.error;
  return new Problem(told?.what ?? `The answer was ${reply.status}`, told?.remedy ?? silent, told?.where, reply.status);
}

/** GET under /api/v1. Throws Problem; an aborted call throws the browser's AbortError. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  if (site) return (await (await answers()).answer(path, query)) as T;
  const reply = await ask(path, query, signal);
  if (!reply.ok) throw await refused(reply);
  const body = await reply.json().catch(() => null);
  if (body === null) throw new Problem("The answer could not be read", silent);
  return body as T;
}

/** POST under /api/v1. Throws Problem. */
export async function post<T>(path: string, body: unknown, headers: Record<string, string>): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(`./api/v1/${path}`, {
      method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body), credentials: "same-origin",
    });
  } catch {
    throw new Problem("Dateline does not answer, and nothing was stored", "Check that `dateline serve` still runs, then decide again.");
  }
  const answer = await reply.json().catch(() => null);
  if (reply.ok) return answer as T;
  const told = answer?.error;
  if (reply.status === 401 && path !== "login") shut();
  throw new Problem(
    told?.what ?? `The answer was ${reply.status}, and nothing was stored`, told?.remedy ?? "Try again.", told?.where, reply.status,
  );
}

/** The feed of incidents, as of a day. Throws as `get`. */
export async function feed(asOf: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  if (site) return (await answers()).feed(asOf);
  const reply = await ask("feed", { as_of: asOf }, signal);
  if (!reply.ok) throw await refused(reply);
  return reply.arrayBuffer();
}

/** By incident: words of one of its accounts, of one that has the words that were searched for if any has. Throws as `get`. */
export const words = (ids: readonly string[], asOf: string, search: string): Promise<Record<string, string>> =>
  get("words", { ids: ids.join(","), as_of: asOf, text: search });
