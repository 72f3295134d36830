// The words of incidents in view: fetched together once the list stands still, kept while the record is the same.
import { words } from "./api";

/** So many in one question at most, */
const AT_ONCE = 60;
/** and so many are kept. */
const MOST = 600;

class Details {
  words = $state.raw<ReadonlyMap<string, string>>(new Map());
  #of = "";
  #timer = 0;
  #abort: AbortController | null = null;

  /** These are in view. search: words to show them by, if they have them. */
  want(ids: readonly string[], asOf: string, search: string): void {
    const of = `${asOf} ${search}`;
    if (of !== this.#of) {
      this.#of = of;
      this.words = new Map();
    }
    clearTimeout(this.#timer);
    if (ids.some((id) => !this.words.has(id))) this.#timer = window.setTimeout(() => void this.#ask(ids, asOf, search), this.words.size ? 120 : 0);
  }

  async #ask(ids: readonly string[], asOf: string, search: string): Promise<void> {
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    const missing = ids.filter((id) => !this.words.has(id)).slice(0, AT_ONCE);
    let told: Record<string, string> = {};
    try {
      told = await words(missing, asOf, search, abort.signal);
    } catch {
      // The rows stand without their words; opening one tells what is wrong.
    }
    if (abort.signal.aborted) return;
    const kept = [...this.words].slice(-MOST);
    this.words = new Map([...kept, ...missing.map((id) => [id, told[id] ?? ""] as const)]);
  }
}

export const details = new Details();
