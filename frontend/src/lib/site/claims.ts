// Lists of assertions, and reports with theirs.
import { Problem, type Query } from "../problem";
import type { Assertion, Page, ReportHead, ReportView } from "../types";
import { type Files, numbered } from "./files";
import { dayNumber } from "./when";

interface Stored {
  view: ReportView;
  head: ReportHead;
  /** Of a report that is withdrawn: what lists of former days have. */
  before: Assertion[];
  /** Of its assertions. */
  seqs: number[];
  /** Of assertions that these name as disputing or answering them. */
  linked: Record<string, number>;
}
/** What was linked to an assertion from a day on; told of records with withdrawn reports only. */
interface Linked {
  since: string;
  links: Pick<Assertion, "disputed_by" | "answers">;
}
interface Index {
  ids: string[];
  files: number[];
  known: number[];
  withdrawn: number[];
}

interface Wanted {
  kind: string;
  asOf: string;
  /** Only these seqs; null: all. */
  only: Set<number> | null;
  /** The incident of an account as of the day; null where no day is asked for. */
  together: ((seq: number) => string | null) | null;
}

export class Claims {
  #files: Files;
  #number: Map<string, number> | null = null;

  constructor(files: Files) {
    this.#files = files;
  }

  #index = () => this.#files.json<Index>("reports.json.gz");

  /** Throws Problem for an id that is no report's. */
  async report(id: string): Promise<Stored> {
    const index = await this.#index();
    this.#number ??= new Map(index.ids.map((each, number) => [each, number]));
    const number = this.#number.get(id);
    if (number === undefined) throw new Problem(`this copy has no report ${id}`, "It may not have been exported: choose one on the desk.", null, 404);
    return (await this.#files.json<Record<string, Stored>>(numbered("reports", index.files[number]!)))[id]!;
  }

  /** A page of the assertions that pass, by when they were known. */
  async page(query: Query, wanted: Wanted): Promise<Page<Assertion>> {
    const index = await this.#index();
    const passing = await this.#passing(query, wanted, index);
    const limit = Number(query.limit ?? 50);
    // The cursor is a seq: which id an assertion has is told in the file of its report alone.
    const from = query.after ? passing.findIndex(({ seq }) => seq === Number(query.after)) + 1 : 0;
    const rows: Assertion[] = [];
    for (const { seq, report } of passing.slice(from, from + limit)) rows.push(await this.#row(seq, index.ids[report]!, wanted, index));
    const more = from + limit < passing.length;
    return { rows, total: passing.length, next: more ? String(passing[from + limit - 1]!.seq) : null };
  }

  async #passing(query: Query, { kind, asOf, only }: Wanted, { known, withdrawn }: Index): Promise<{ seq: number; report: number }[]> {
    const { head, column } = await this.#files.columns("claims.bin.gz");
    const [report, kinds, from, to] = ["report", "kind", "day_from", "day_to"].map(column) as [Int32Array, Uint8Array, Int32Array, Int32Array];
    const wantedKind = kind ? (head.kinds as string[]).indexOf(kind) : null;
    const type = String(query.type ?? "").split("|").map((each) => each.split(/\s+/u).filter(Boolean).join(" ").toLowerCase()).filter(Boolean);
    const codes = new Set((head.types as (string | null)[]).flatMap((each, code) => (each && type.includes(each.toLowerCase()) ? [code] : [])));
    const types = ["event_type", "sub_event_type", "interaction"].map(column);
    const first = query.from_day ? dayNumber(String(query.from_day)) : -Infinity;
    const last = query.to_day ? dayNumber(String(query.to_day)) : Infinity;
    const knownFrom = query.known_from ? dayNumber(String(query.known_from)) : -Infinity;
    const knownTo = query.known_to ? dayNumber(String(query.known_to)) : Infinity;
    const day = asOf ? dayNumber(asOf) : Infinity;
    const found: { seq: number; report: number }[] = [];
    for (let seq = 0; seq < report.length; seq++) {
      const r = report[seq]!;
      if (r < 0 || (only && !only.has(seq)) || (wantedKind !== null && kinds[seq] !== wantedKind)) continue;
      // Without a day what is withdrawn counts no more, whenever that was.
      if (known[r]! > day || withdrawn[r]! <= (asOf ? day : 2 ** 31 - 2)) continue;
      if (to[seq]! < first || from[seq]! > last) continue;
      if (known[r]! < knownFrom || known[r]! > knownTo) continue;
      if (type.length && !types.some((each) => codes.has(each[seq]!))) continue;
      found.push({ seq, report: r });
    }
    return found;
  }

  async #row(seq: number, reportId: string, { asOf, together }: Wanted, index: Index): Promise<Assertion> {
    const { view, before, seqs, linked } = await this.report(reportId);
    const whole = [...view.assertions, ...before][seqs.indexOf(seq)]!;
    if (!together || !asOf) return whole;
    const links = (await this.#files.json<Record<string, Linked[]>>("links.json.gz"))[whole.assertion_id];
    if (links) return { ...whole, incident_id: together(seq), ...links.findLast(({ since }) => since <= asOf)?.links };
    const own = new Set(seqs);
    const { column } = await this.#files.columns("claims.bin.gz");
    const report = column("report");
    const day = dayNumber(asOf);
    const stood = (id: string) => {
      const other = linked[id];
      if (other === undefined || index.known[report[other]!]! > day) return false;
      return own.has(other) || (together(seq) !== null && together(seq) === together(other));
    };
    return { ...whole, incident_id: together(seq), disputed_by: whole.disputed_by.filter(stood), answers: whole.answers.filter(stood) };
  }
}
