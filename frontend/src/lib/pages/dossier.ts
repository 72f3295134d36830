// What a dossier shows, worked out of an incident with its accounts.
import { capital, outlet, speaker, when } from "../telling";
import type { Assertion, ReportHead } from "../types";
import { number } from "../when";
import type { Brought, Disagreement, Dossier, Incident, Position, TollPositions, Voice } from "./types";

/** Everybody who says something, in one column: present position first, then what they said before. */
export interface Claimant {
  key: string;
  name: string;
  category: string | null;
  present: Position[];
  former: Position[];
}

export interface Side {
  side: string | null;
  claimants: Claimant[];
}

/** Who says it; a text that names nobody is told as such. */
export const said = (position: Position): string => position.source ?? "somebody who is not named";

/** The positions by side and claimant, in the order in which they were first known. */
export function bySide(positions: readonly Position[]): Side[] {
  const sides = new Map<string | null, Map<string, Claimant>>();
  for (const each of [...positions].sort((a, b) => (a.known_from < b.known_from ? -1 : a.known_from > b.known_from ? 1 : 0))) {
    const claimants = sides.get(each.side) ?? new Map<string, Claimant>();
    sides.set(each.side, claimants);
    const key = each.claimant || said(each);
    const claimant = claimants.get(key) ?? { key, name: said(each), category: each.category, present: [], former: [] };
    claimants.set(key, claimant);
    (each.revised_by ? claimant.former : claimant.present).push(each);
  }
  const order = ([a]: [string | null, unknown], [b]: [string | null, unknown]) => Number(a === null) - Number(b === null);
  return [...sides].sort(order).map(([side, claimants]) => ({ side, claimants: [...claimants.values()] }));
}

/** Lowest and highest number that a position allows; null where it gives none. */
export function bounds(position: Position): [number, number | null] | null {
  const { low, best, high } = position;
  if (best !== null) return [best, best];
  if (low !== null) return [low, high];
  return high === null ? null : [0, high];
}

const figure = (low: number | null, best: number | null, high: number | null): string => {
  if (low !== null && high !== null) return low === high ? number(low) : `${number(low)} – ${number(high)}`;
  if (best !== null) return number(best);
  if (low !== null) return `${number(low)} or more`;
  return high === null ? "not known" : `up to ${number(high)}`;
};

/** What all claimants leave possible: "30 – 57". */
export const span = (toll: TollPositions): string => figure(toll.low, toll.best, toll.high);

/** A position in figures where it is one, in the record's words otherwise. */
export function shown(position: Position): string {
  if (position.stance === "leaves open") return "not known";
  const { low, best, high } = position;
  return low === null && best === null && high === null ? position.value : figure(low, best, high);
}

const grave = ["killed", "injured", "missing", "captured", "casualties", "displaced"];

export interface Count {
  key: string;
  toll: TollPositions;
  rival: boolean;
}

/** All counts: those that claimants do not agree about first, people before things. */
export function counts(incident: Incident): Count[] {
  const disputed = new Set(incident.disagreements.map(({ about }) => about));
  return Object.entries(incident.tolls)
    .map(([key, toll]) => ({ key, toll, rival: disputed.has(key) }))
    .sort((a, b) => Number(b.rival) - Number(a.rival) || weight(a.toll) - weight(b.toll));
}
function weight(toll: TollPositions): number {
  const at = grave.indexOf(toll.measure);
  return (at < 0 ? grave.length : at) + (toll.of ? 0.5 : 0);
}

/** Whether it counts all who were killed, injured ...: no part, no nation alone, no rate. */
export const isWhole = ({ of, part_of, country, per }: TollPositions): boolean => !of && !part_of && !country && !per;

/** "Killed", "Injured: children", "Launched: missiles a day". */
export const countName = (toll: TollPositions): string =>
  capital(toll.measure) + (toll.of ? `: ${toll.of}` : "") + (toll.per ? ` a ${toll.per}` : "");

const titles: Record<string, string> = {
  "whether it happened": "Whether it happened", actor1: "Who did it", actor2: "To whom", cause: "What caused it", place: "Where it was",
};

/** What a disagreement is about, in words: "Who did it", "Killed: children". */
export const aboutName = (incident: Incident, about: string): string =>
  incident.tolls[about] ? countName(incident.tolls[about]) : (titles[about] ?? capital(about));

export interface Facing {
  about: string;
  title: string;
  answers: { value: string; denied: boolean; positions: Position[] }[];
}

/** What is disputed besides numbers: each answer with those who give it, so that they face each other. */
export function facing(incident: Incident): Facing[] {
  return incident.disagreements
    .filter(({ about }) => !(about in incident.tolls))
    .map(({ about, positions }: Disagreement) => {
      const answers = new Map<string, Facing["answers"][0]>();
      for (const each of positions) {
        const denied = each.stance === "denies" || each.value === "denied";
        const value = about === "whether it happened" ? (denied ? "It did not happen so" : "It happened") : each.value;
        const key = `${denied}|${value}`;
        const answer = answers.get(key) ?? { value: denied && about !== "whether it happened" ? `Not ${value}` : value, denied, positions: [] };
        answer.positions.push(each);
        answers.set(key, answer);
      }
      return { about, title: aboutName(incident, about), answers: [...answers.values()] };
    });
}

/** Accounts that deny others of this incident, each pair once. */
export function denials(assertions: readonly Assertion[]): { claim: Assertion; against: Assertion }[] {
  const byId = new Map(assertions.map((each) => [each.assertion_id, each]));
  const pairs: { claim: Assertion; against: Assertion }[] = [];
  for (const claim of assertions) {
    for (const id of claim.disputed_by) {
      const against = byId.get(id);
      if (against && !(against.disputed_by.includes(claim.assertion_id) && id < claim.assertion_id)) pairs.push({ claim, against });
    }
  }
  return pairs;
}

/** The reports of a voice as a tree: each with those that copied it from there. */
export interface Branch {
  report: Brought;
  copies: Branch[];
}
export function branches(voice: Voice): Branch[] {
  const all = new Map(voice.reports.map((report) => [report.report_id, { report, copies: [] as Branch[] }]));
  const roots: Branch[] = [];
  for (const branch of all.values()) {
    const original = branch.report.way === "copied" ? all.get(branch.report.copy_of ?? "") : undefined;
    (original && original !== branch ? original.copies : roots).push(branch);
  }
  return roots;
}

/** How the accounts tell of it: "30 say that it happened, 2 deny it, 1 tells of a plan". */
export function standing(assertions: readonly Assertion[]): string[] {
  const many = (test: (a: Assertion) => boolean) => assertions.filter(test).length;
  const told = (n: number, one: string, more: string) => (n ? [`${number(n)} ${n === 1 ? one : more}`] : []);
  return [
    ...told(many((a) => a.status === "actual" && a.polarity === "affirmed"), "account says that it happened", "accounts say that it happened"),
    ...told(many((a) => a.polarity === "denied"), "denies it", "deny it"),
    ...told(many((a) => a.status === "planned"), "tells of a plan", "tell of a plan"),
    ...told(many((a) => a.status === "hypothetical"), "holds it possible", "hold it possible"),
  ];
}

/** How sure the accounts are in their own words: "22 certain, 8 probable". */
export function sureness(assertions: readonly Assertion[]): string {
  const found = new Map<string, number>();
  for (const { certainty } of assertions) found.set(certainty, (found.get(certainty) ?? 0) + 1);
  return ["certain", "probable", "possible", "unknown"]
    .filter((each) => found.has(each))
    .map((each) => `${number(found.get(each)!)} ${each === "unknown" ? "of unknown certainty" : each}`)
    .join(", ");
}

/** The days on which something about the incident became known or was decided, earliest first. */
export function daysOfChange(dossier: Dossier): string[] {
  const days = new Set<string>();
  const add = (iso: string | null | undefined) => iso && days.add(iso.slice(0, 10));
  dossier.reports.forEach((head) => add(head.known_from));
  for (const each of dossier.judgements) {
    if (each.score !== null) continue; // a rule's day is that of the accounts
    add(each.decided_at);
    add(each.withdrawn_at);
  }
  return [...days].sort();
}

/** Whether its words are likely to be hard to read: as the desk decides it, many dead or civilians harmed. */
export function isGraphic(incident: Incident): boolean {
  const killed = incident.tolls.killed;
  const most = killed ? Math.max(killed.low ?? 0, killed.best ?? 0, killed.high ?? 0) : 0;
  const civilians = incident.grades.some(({ scheme, suggested }) => scheme === "airwars" && suggested !== null);
  return most >= 10 || civilians || incident.event_type === "Violence against civilians";
}

/** One account to be quoted elsewhere: its words, who says it, where and when it was published, and its address. */
export function citation(account: Assertion, head: ReportHead | undefined, address: string, dayWords: (iso: string) => string): string {
  const last = account.attribution[account.attribution.length - 1];
  const by = last ? `${speaker(last.source)}, in ` : "";
  const published = head?.published ?? head?.known_from;
  const title = head?.title ? `, “${head.title}”` : "";
  const url = head?.url ? `, ${head.url}` : "";
  return `“${account.evidence.exact}” (${by}${outlet(head)}${title}${published ? `, ${dayWords(published)}` : ""}${url}). Dateline, ${account.assertion_id}, ${address}`;
}

/** The incident itself, to be quoted. */
export function incidentCitation(incident: Incident, title: string, asOf: string, address: string, dayWords: (iso: string) => string): string {
  const known = asOf ? `as known by ${dayWords(asOf)}` : `as known by ${dayWords(incident.last_known)}`;
  const sources = `${number(incident.independent_sources)} independent ${incident.independent_sources === 1 ? "source" : "sources"}`;
  return `${title}, ${when(incident.date)}; ${sources}, ${number(incident.reports.length)} ${incident.reports.length === 1 ? "report" : "reports"}, ${known}. Dateline, ${incident.incident_id}, ${address}`;
}

/** The number that more reports give than any other, how many they are, and of how many; null where none has more. */
export function mostTold({ leading, positions }: TollPositions): { value: number; reports: number; of: number } | null {
  const told = new Map<number, Set<string>>();
  for (const { best, stance, revised_by, tellings } of positions) {
    if (best === null || stance !== "gives" || revised_by) continue;
    const reports = told.get(best) ?? new Set();
    for (const { report_id } of tellings) reports.add(report_id);
    told.set(best, reports);
  }
  if (leading === null || told.size < 2) return null;
  const reports = told.get(leading)?.size ?? 0;
  const more = [...told].every(([value, of]) => value === leading || of.size < reports);
  return more ? { value: leading, reports, of: new Set([...told.values()].flatMap((of) => [...of])).size } : null;
}
