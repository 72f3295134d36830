// What the page shows, kept in the address so that it can be sent to a colleague: ?q=...&from=...&report=r_...&a=a_...
import type { Query } from "./api";

const names = ["q", "kind", "type", "place", "source", "from", "to", "asof", "report", "a"] as const;
export type Name = (typeof names)[number];

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

  /** The address with these changes. */
  address(changes: Partial<Record<Name, string>>): string {
    const set = Object.entries({ ...this.at, ...changes }).filter(([, value]) => value);
    return set.length ? `?${new URLSearchParams(set)}` : location.pathname;
  }

  /** Goes there: the browser's Back leads back. */
  go(changes: Partial<Record<Name, string>>): void {
    const address = this.address(changes);
    if (address === (location.search || location.pathname)) return;
    history.pushState(null, "", address);
    this.at = read();
  }

  /** The filters in the API's words. */
  get filters(): Query {
    const { q, kind, type, place, source, from, to, asof } = this.at;
    return { text: q, kind, type, place, source, from_day: from, to_day: to, as_of: asof };
  }

  get filtered(): boolean {
    return Object.values(this.filters).some(Boolean);
  }
}

export const view = new View();
export const noFilters = { q: "", kind: "", type: "", place: "", source: "", from: "", to: "", asof: "" };
