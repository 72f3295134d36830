// One thing that is asked for from the API: loading, there, or failed. What was there stays while the next is loading.
import { Problem } from "./problem";

export class Loaded<T> {
  data = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  #abort: AbortController | null = null;

  /** Asks; a newer call makes an older one's answer void. */
  async ask(call: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.problem = null;
    try {
      const data = await call(abort.signal);
      if (abort.signal.aborted) return;
      this.data = data;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.data = null;
      this.problem = error instanceof Problem ? error : new Problem(String(error), "Please report this.");
    }
    this.loading = false;
  }

  clear(): void {
    this.#abort?.abort();
    this.data = null;
    this.problem = null;
    this.loading = false;
  }
}
