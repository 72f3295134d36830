// What the API answers, worked out of a site's files. The files are made by the functions that the server asks; here is
// only picked out what a question wants. Questions that this page does not ask have no answer.
import { Problem, type Query } from "../problem";
import type { Assertion, Overview, Page, ReportHead, ReportView } from "../types";
import type { Explanation, Incident } from "../pages/types";
import { Claims } from "./claims";
import { type Files, numbered } from "./files";
import { found as called, type Listed } from "./names";
import { matching } from "../matches";
import { bucket, columns, type Columns, eights, some, stampOf, summed } from "./packed";
import { dayNumber } from "./when";
import { everywhere } from "../highlight";
import { search } from "./words";

export interface Manifest {
  version: string;
  texts: boolean;
  overview: Overview;
  cards: number;
  files: { incidents: number; entities: number; names: number };
  /** By how many days, the file of the changes up to a day. */
  changes: Record<string, Known<number>>;
}

interface Stretch { since: string; until: string | null; about: Incident }
interface Dossier extends Omit<Explanation<Incident>, "id" | "kind" | "about"> {
  stood: Stretch[];
  others: Record<string, string>;
}
interface Card { words: string[]; incident: Incident }
type Known<T> = { [key in string]?: T };
interface HeldVersion { since: string; rows: { from: string; until: string | null; order: [string, string]; held: object }[] }

/** Filters that ask for names or values. */
const named = ["place", "actor", "source", "admin1", "country", "side", "measure", "certainty", "status"];
/** Filters that lists of claims have no answer to. */
const unlisted = { disputed: "what is disputed", reviewed: "what nobody has reviewed", bbox: "a box on the map" };

const missing = (what: string, remedy: string, where: string | null = null) => new Problem(what, remedy, where, 404);
const wrong = (what: string, remedy: string) => new Problem(what, remedy, null, 400);

export class Answers {
  readonly files: Files;
  readonly #manifest: Manifest;
  readonly #claims: Claims;
  /** Words of accounts that open dossiers were compared with. */
  readonly #others = new Map<string, string>();

  constructor(files: Files, manifest: Manifest) {
    this.files = files;
    this.#manifest = manifest;
    this.#claims = new Claims(files);
  }

  /** The answer to GET /api/v1/`path`. Throws Problem. */
  async answer(path: string, query: Query): Promise<unknown> {
    const [head, id] = path.split("/").map(decodeURIComponent) as [string, string | undefined];
    const asked = (name: string) => String(query[name] ?? "");
    const asOf = asked("as_of");
    if (asOf && Number.isNaN(dayNumber(asOf))) throw wrong(`${asOf} is no day`, "Choose a day of the calendar.");
    switch (head) {
      case "overview": return this.#manifest.overview;
      case "session": return { user: null, review: false, csrf: null, accounts: false };
      case "matches": return this.#matches(asked("text"), asOf);
      case "incidents": return id ? this.#incident(id, asOf) : this.#incidents(query, asOf);
      case "words": return this.#words(asked("ids").split(",").filter(Boolean), asOf, asked("text"));
      case "explain": return this.#explained(id ?? "");
      case "reports": return this.#report(id ?? "");
      case "report-heads": return this.#heads(asked("ids").split(","));
      case "claims": return this.#list(query, asOf, asked("kind"));
      case "quotes": return this.#list(query, asOf, "statement");
      case "control-map": return this.#control(asOf, asked("day"));
      case "entities": return id ? this.#entity(id) : this.#entities(asked("find"), asked("type_of"), Number(query.limit ?? 50));
      case "brief": return this.#brief(asked("day"));
      case "changes": return this.#changes(asked("since"), asked("until"));
      default: throw missing("This copy of the record has no answer to that", "Ask the server it was made from.", path);
    }
  }

  /** The feed of now, or as it was at the end of a day. */
  async feed(asOf: string): Promise<ArrayBuffer> {
    if (!asOf) return this.files.bytes("feed.bin.gz");
    const past = await this.files.columns("past.bin.gz");
    return some(past, await this.#rowsThen(asOf), { as_of: asOf });
  }

  /** The rows of past.bin that stood at the end of the day, in the order of lists. */
  async #rowsThen(asOf: string): Promise<number[]> {
    const { column } = await this.files.columns("past-days.bin.gz");
    const day = dayNumber(asOf);
    const [since, until] = [column("since"), column("until")];
    const rows: number[] = [];
    for (let row = 0; row < since.length; row++) if (since[row]! <= day && day < until[row]!) rows.push(row);
    return rows;
  }

  /** The incidents of the day, in the order of lists, as rows of these columns; and which have one of these accounts. */
  async #passing(seqs: Set<number>, asOf: string): Promise<{ feed: Columns; rows: number[]; passes: boolean[] }> {
    if (!asOf) {
      const feed = columns(await this.files.bytes("feed.bin.gz"));
      const row = (await this.files.columns("members.bin.gz")).column("row");
      const having = new Set([...seqs].map((seq) => row[seq]));
      const rows = Array.from({ length: Number(feed.head["count"]) }, (_, each) => each);
      return { feed, rows, passes: rows.map((each) => having.has(each)) };
    }
    const { column } = await this.files.columns("past-days.bin.gz");
    const [at, members] = [column("members_at"), column("members")];
    const rows = await this.#rowsThen(asOf);
    const passes = rows.map((row) => members.subarray(at[row]!, at[row + 1]!).some((seq) => seqs.has(seq)));
    return { feed: await this.files.columns("past.bin.gz"), rows, passes };
  }

  /** The ids of the incidents that have one of these accounts, in the order of lists. */
  async #having(seqs: Set<number>, asOf: string): Promise<string[]> {
    const { feed, rows, passes } = await this.#passing(seqs, asOf);
    return ids(feed, rows.filter((_, i) => passes[i]));
  }

  async #matches(text: string, asOf: string) {
    const { feed, rows, passes } = await this.#passing(await this.#told(text), asOf);
    return matching(passes, stampOf(eights(feed.column("id"), rows)));
  }

  async #told(text: string): Promise<Set<number>> {
    const seqs = await search(this.files, text);
    if (!seqs) throw wrong(`no word to look for in ${JSON.stringify(text)}`, "Give at least one letter or digit.");
    return seqs;
  }

  async #dossier(id: string): Promise<Dossier | undefined> {
    const all = await this.files.json<Known<Dossier>>(numbered("incidents", bucket(id, this.#manifest.files.incidents)));
    return Object.hasOwn(all, id) ? all[id] : undefined;
  }

  async #incident(id: string, asOf: string): Promise<Explanation<Incident>> {
    const dossier = await this.#dossier(id);
    const stood = dossier?.stood.find(({ since, until }) => (asOf ? since <= asOf && (!until || asOf < until) : !until));
    if (!dossier || !stood) {
      if (dossier && asOf) throw missing(`${id} was no incident on ${asOf}`, "Give a later day: it was not known yet, or its accounts stood in other incidents.", "as_of");
      throw missing(`this copy has no incident ${id}`, "It may not have been exported, or is part of another one by now: choose it on the desk.");
    }
    for (const [key, words] of Object.entries(dossier.others)) this.#others.set(key, words);
    const { about } = stood;
    const members = new Set(about.assertion_ids);
    const assertions = dossier.assertions.filter(({ assertion_id }) => members.has(assertion_id));
    for (const each of dossier.assertions) if (!members.has(each.assertion_id)) this.#others.set(each.assertion_id, each.evidence.exact);
    const reports = new Set(assertions.map(({ report_id }) => report_id));
    return {
      id,
      kind: "incident",
      about,
      assertions,
      reports: dossier.reports.filter(({ report_id }) => reports.has(report_id)),
      contexts: dossier.contexts.filter(({ assertion_id }) => members.has(assertion_id)),
      judgements: dossier.judgements.filter(({ left, right, decided_at }) =>
        left.startsWith("i_") || right.startsWith("i_") || ((members.has(left) || members.has(right)) && (!asOf || decided_at.slice(0, 10) <= asOf))),
    };
  }

  async #card(id: string, asOf: string): Promise<Card> {
    if (!asOf) {
      const row = (await this.#rowOf()).get(id);
      const cards = row === undefined ? {} : await this.files.json<Known<Card>>(numbered("cards", Math.floor(row / this.#manifest.cards)));
      if (cards[id]) return cards[id];
    }
    const { about, assertions } = await this.#incident(id, asOf);
    return { incident: about, words: [...new Set(assertions.map(({ evidence }) => evidence.exact))] };
  }

  #rows: Map<string, number> | null = null;
  async #rowOf(): Promise<Map<string, number>> {
    if (!this.#rows) {
      const feed = columns(await this.files.bytes("feed.bin.gz"));
      this.#rows = new Map(ids(feed, null).map((id, row) => [id, row]));
    }
    return this.#rows;
  }

  async #words(asked: readonly string[], asOf: string, text: string): Promise<Record<string, string>> {
    const found = await Promise.all(asked.map((id) => this.#card(id, asOf).catch(() => null)));
    const told = found.flatMap((card, i) => {
      if (!card?.words.length) return [];
      const most = text ? card.words.find((words) => everywhere(words, text)) : undefined;
      return [[asked[i]!, most ?? card.words[0]!] as const];
    });
    return Object.fromEntries(told);
  }

  async #incidents(query: Query, asOf: string): Promise<Page<Incident>> {
    const seqs = query.text ? await this.#told(String(query.text)) : await this.#named(query);
    const found = await this.#having(seqs ?? new Set(), asOf);
    const limit = Number(query.limit ?? 50);
    const rows = await Promise.all(found.slice(0, limit).map(async (id) => (await this.#card(id, asOf)).incident));
    return { rows, total: found.length, next: found.length > limit ? found[limit - 1]! : null };
  }

  /** The seqs of the assertions that have the names and values asked for; null where none is asked for. */
  async #named(query: Query): Promise<Set<number> | null> {
    let found: Set<number> | null = null;
    for (const slot of named) {
      const asked = String(query[slot] ?? "").split("|").filter(Boolean);
      if (!asked.length) continue;
      const those = new Set((await Promise.all(asked.map((name) => this.#called(slot, name)))).flat());
      const before: Set<number> = found ?? those;
      found = new Set([...before].filter((seq) => those.has(seq)));
    }
    return found;
  }

  async #called(slot: string, name: string): Promise<number[]> {
    const key = `${slot}:${name}`;
    const all = await this.files.json<Known<number[]>>(numbered("names", bucket(key, this.#manifest.files.names)));
    if (!Object.hasOwn(all, key)) throw missing(`this copy cannot look for the ${slot} ${name}`, "Choose one from the filters: a copy finds names as the record writes them.");
    return summed(all[key]!);
  }

  async #list(query: Query, asOf: string, kind: string): Promise<Page<Assertion>> {
    const beyond = Object.entries(unlisted).find(([name]) => query[name]);
    if (beyond) throw missing(`A copy does not narrow lists of claims to ${beyond[1]}`, "Take that filter away, or list incidents.", beyond[0]);
    const named = await this.#named(query);
    const told = query.text ? await this.#told(String(query.text)) : null;
    const only = named && told ? new Set([...named].filter((seq) => told.has(seq))) : (named ?? told);
    const together = asOf ? await this.#together(asOf) : null;
    return this.#claims.page(query, { kind, asOf, only, together });
  }

  /** By seq: the incident in which an account was at the end of the day. */
  async #together(asOf: string): Promise<(seq: number) => string | null> {
    const { column } = await this.files.columns("past-days.bin.gz");
    const [at, members] = [column("members_at"), column("members")];
    const rows = await this.#rowsThen(asOf);
    const names = ids(await this.files.columns("past.bin.gz"), rows);
    const found = new Map<number, string>();
    rows.forEach((row, i) => members.subarray(at[row]!, at[row + 1]!).forEach((seq) => found.set(seq, names[i]!)));
    return (seq) => found.get(seq) ?? null;
  }

  async #report(id: string): Promise<ReportView> {
    return (await this.#claims.report(id)).view;
  }

  async #heads(ids: string[]): Promise<ReportHead[]> {
    const found = await Promise.all(ids.map((id) => this.#claims.report(id).catch(() => null)));
    return found.flatMap((each) => (each ? [each.head] : []));
  }

  #explained(id: string) {
    const exact = this.#others.get(id);
    if (exact === undefined) throw missing(`this copy does not explain ${id}`, "Ask the server it was made from.");
    return { id, kind: "assertion", assertions: [{ assertion_id: id, evidence: { exact } }], reports: [], contexts: [], judgements: [] };
  }

  async #control(asOf: string, day: string): Promise<object[]> {
    const places = await this.files.json<HeldVersion[][]>("control.json.gz");
    const found: HeldVersion["rows"] = [];
    for (const versions of places) {
      const then = asOf ? versions.findLast(({ since }) => since <= asOf) : versions.at(-1);
      const row = day ? then?.rows.find(({ from, until }) => from <= day && (!until || day < until)) : then?.rows.at(-1);
      if (row) found.push(row);
    }
    const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    found.sort(({ order: a }, { order: b }) => before(a[0], b[0]) || before(a[1], b[1]));
    return found.map(({ held }) => held);
  }

  async #entity(id: string): Promise<object> {
    let at = id;
    for (let step = 0; step < 2; step++) {
      const all = await this.files.json<Known<{ entity?: object; see?: string }>>(numbered("entities", bucket(at, this.#manifest.files.entities)));
      const found = Object.hasOwn(all, at) ? all[at] : undefined;
      if (found?.entity) return found.entity;
      if (!found?.see) break;
      at = found.see;
    }
    throw missing(`no entity ${JSON.stringify(id)}`, "Choose one from the list of names.");
  }

  async #entities(find: string, kind: string, limit: number): Promise<Page<object>> {
    const all = await this.files.json<Listed[]>("entities.json.gz");
    const rows = all.filter((each) => (!kind || each.is === kind) && (!find || called(each, find)));
    return { rows: rows.slice(0, limit), total: rows.length, next: null };
  }

  async #day(day: string): Promise<{ brief: object; changes: object } | null> {
    const number = this.#manifest.changes["1"]?.[day];
    if (number === undefined) return null;
    return (await this.files.json<Known<{ brief: object; changes: object }>>(numbered("changes-1", number)))[day] ?? null;
  }

  async #brief(day: string): Promise<object> {
    const found = await this.#day(day);
    return found?.brief ?? {
      kind: "brief",
      first_day: day, day, narrowed: {}, notice: this.#manifest.overview.notice, reports: 0, copies: 0, sections: [], withdrawn: [], citations: [],
    };
  }

  async #changes(since: string, until: string): Promise<object> {
    const days = dayNumber(until) - dayNumber(since);
    const nothing = { from_day: since, to_day: until, reports: [], incidents: [], disputes: [], control: [], withdrawals: [] };
    if (days === 0) return nothing;
    if (days < 0) throw wrong(`the days run from ${since} to ${until}, backwards`, "Give the earlier day first.");
    if (days === 1) return (await this.#day(until))?.changes ?? nothing;
    if (!Object.keys(this.#manifest.changes["1"] ?? {}).some((day) => since < day && day <= until)) return nothing;
    const number = this.#manifest.changes[days]?.[until];
    if (number === undefined) throw missing("This copy does not compare these two days", "Choose above what it compares.");
    return (await this.files.json<Known<object>>(numbered(`changes-${days}`, number)))[until] ?? nothing;
  }
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The ids of these rows of a feed; of all for null. */
function ids(feed: Columns, rows: readonly number[] | null): string[] {
  const bytes = feed.column("id");
  return (rows ?? Array.from({ length: bytes.length / 8 }, (_, row) => row)).map((row) => {
    let id = "i_";
    for (let i = row * 8; i < row * 8 + 8; i++) id += hex[bytes[i]!];
    return id;
  });
}
