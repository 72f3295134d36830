// What the page shows, kept in the address so that it can be sent to a colleague: ?type=Battles&from=...&asof=...
import type { Query } from "./problem";

/** What narrows the record. A filter that takes several values joins them with "|". */
export const filterNames = [
  "q", "kind", "type", "sub", "place", "admin1", "country", "actor", "source", "side", "measure", "certainty", "status",
  "disputed", "unreviewed", "from", "to", "known_from", "known_to", "bbox",
] as const;
/** Which page, and what is open on it. */
const pageNames = ["page", "incident", "report", "a", "item", "day", "since", "until", "entity"] as const;
/** How the desk shows it: clock, order, list or table, what is selected, where the map looks, which pane of a phone. */
const lookNames = ["clock", "sort", "view", "sel", "map", "control", "pane"] as const;
const names = [...filterNames, "asof", ...lookNames, ...pageNames] as const;

export type FilterName = (typeof filterNames)[number];
export type Name = (typeof names)[number];
export type PageName = "" | "incident" | "report" | "review" | "brief" | "changes" | "entity";
export type Changes = Partial<Record<Name, string>>;

const none = <N extends Name>(which: readonly N[]) => Object.fromEntries(which.map((name) => [name, ""])) as Record<N, string>;

/** Changes that take every filter away; the as-of day stays, because it is no filter but where one stands. */
export const noFilters = none(filterNames);
/** Changes that lead to the desk. */
export const toDesk = none(pageNames);

const pages: readonly string[] = ["", "incident", "report", "review", "brief", "changes", "entity"];

function read(): Record<Name, string> {
  const words = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, words.get(name) ?? ""])) as Record<Name, string>;
}

class View {
  at = $state.raw(read());

  constructor() {
    addEventListener("popstate", () => {
      this.at = read();
    });
  }

  /** The page that the address asks for; an unknown one is the desk. An address of a report from before has no `page`. */
  get page(): PageName {
    const { page, report } = this.at;
    if (!page && report) return "report";
    return (pages.includes(page) ? page : "") as PageName;
  }

  /** The address with these changes. */
  address(changes: Changes): string {
    const set = Object.entries({ ...this.at, ...changes }).filter(([, value]) => value);
    return set.length ? `?${new URLSearchParams(set)}` : location.pathname;
  }

  /** The address of a page: the filters and the as-of day stay, what was open on another page does not. */
  to(page: PageName, open: Changes = {}): string {
    return this.address({ ...toDesk, page, ...open });
  }

  /** Goes there: the browser's Back leads back. */
  go(changes: Changes): void {
    this.#move(changes, false);
  }

  /** Changes the address without a step for Back: for what changes while something is dragged or moved. */
  adjust(changes: Changes): void {
    this.#move(changes, true);
  }

  /** Opens a page, see `to`. */
  open(page: PageName, open: Changes = {}): void {
    this.go({ ...toDesk, page, ...open });
  }

  #move(changes: Changes, silently: boolean): void {
    const address = this.address(changes);
    if (address === (location.search || location.pathname)) return;
    if (silently) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.at = read();
  }

  /** The filters in the API's words. */
  get filters(): Query {
    const { q, kind, type, sub, place, admin1, country, actor, source, side, measure, certainty, status, from, to, asof, bbox } = this.at;
    return {
      text: q, kind, type: sub || type, place, admin1, country, actor, source, side, measure, certainty, status, bbox, as_of: asof,
      from_day: from, to_day: to, known_from: this.at.known_from, known_to: this.at.known_to,
      disputed: this.at.disputed && "true", reviewed: this.at.unreviewed && "false",
    };
  }

  get filtered(): boolean {
    return filterNames.some((name) => this.at[name]);
  }
}

export const view = new View();

/** For links: follows `address` inside the page, and leaves new tabs and windows to the browser. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
  const link = event.currentTarget as HTMLAnchorElement;
  event.preventDefault();
  const words = new URLSearchParams(link.search);
  const changes = Object.fromEntries(names.map((name) => [name, words.get(name) ?? ""])) as Record<Name, string>;
  view.go(changes);
}
