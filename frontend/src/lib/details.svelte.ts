// The words of incidents in view: fetched once the list stands still, kept while the record is the same.
import { words } from "./api";

const AT_ONCE = 4;
const MOST = 600;

class Details {
  words = $state.raw<ReadonlyMap<string, readonly string[]>>(new Map());
  #wanted: string[] = [];
  #running = new Set<string>();
  #asOf = "";
  #timer = 0;

  /** These are in view; those that are not known are asked for, the others forgotten. */
  want(ids: readonly string[], asOf: string): void {
    if (asOf !== this.#asOf) {
      this.#asOf = asOf;
      this.words = new Map();
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#wanted = ids.filter((id) => !this.words.has(id) && !this.#running.has(id));
      while (this.#running.size < AT_ONCE && this.#wanted.length) void this.#next();
    }, 200);
  }

  async #next(): Promise<void> {
    const id = this.#wanted.shift();
    if (!id) return;
    this.#running.add(id);
    const asOf = this.#asOf;
    try {
      const told = await words(id, asOf);
      if (asOf === this.#asOf) this.#keep(id, told);
    } catch {
      if (asOf === this.#asOf) this.#keep(id, []); // the row stands without its words; opening it tells what is wrong
    }
    this.#running.delete(id);
    void this.#next();
  }

  #keep(id: string, words: readonly string[]): void {
    const kept = [...this.words].slice(-MOST);
    this.words = new Map([...kept, [id, words]]);
  }
}

export const details = new Details();
