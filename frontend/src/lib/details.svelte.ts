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
  /** Those that are being asked for. */
  #running = new Set<string>();

  /** These are in view. search: words to show them by, if they have them. */
  want(ids: readonly string[], asOf: string, search: string): void {
    const of = `${asOf} ${search}`;
    if (of !== this.#of) {
      this.#of = of;
      this.words = new Map();
      this.#running = new Set();
    }
    clearTimeout(this.#timer);
    const missing = () => ids.filter((id) => !this.words.has(id) && !this.#running.has(id));
    // While the list scrolls nothing is asked for; what is in view at first comes at once.
    if (missing().length) this.#timer = window.setTimeout(() => void this.#ask(missing().slice(0, AT_ONCE), asOf, search), this.words.size ? 120 : 0);
  }

  async #ask(ids: readonly string[], asOf: string, search: string): Promise<void> {
    const [of, running] = [this.#of, this.#running];
    for (const id of ids) running.add(id);
    let told: Record<string, string> = {};
    try {
      told = await words(ids, asOf, search);
    } catch {
      // The rows stand without their words; opening one tells what is wrong.
    }
    for (const id of ids) running.delete(id);
    if (of !== this.#of) return;
    const kept = [...this.words].slice(-MOST);
    this.words = new Map([...kept, ...ids.map((id) => [id, told[id] ?? ""] as const)]);
  }
}

export const details = new Details();
