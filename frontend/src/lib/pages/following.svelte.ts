// How far incidents and all else follow the words that were given: asked of the server for as long as any wait.
import { get } from "../api";

interface Told {
  pending?: number;
  applying?: boolean;
  failed?: string | null;
}

const EVERY = 2000;
/** So long it is told that all is done. */
const FAREWELL = 6000;

class Following {
  /** Words that nothing follows yet. */
  pending = $state(0);
  /** Whether they are being worked in now. */
  applying = $state(false);
  failed = $state("");
  /** All that waited were worked in, a moment ago. */
  done = $state(false);
  #timer = 0;

  /** What the server said, or that a word more waits. */
  told({ pending = 0, applying = false, failed = null }: Told): void {
    if (this.pending && !pending) {
      this.done = true;
      window.setTimeout(() => (this.done = false), FAREWELL);
    }
    this.pending = pending;
    this.applying = applying;
    this.failed = failed ?? "";
    if (pending) this.#again();
  }

  /** One more was kept. */
  more(): void {
    this.told({ pending: this.pending + 1, applying: this.applying });
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(async () => {
      try {
        this.told(await get<Told>("session"));
      } catch {
        this.#again(); // asked again in a moment
      }
    }, EVERY);
  }
}

export const following = new Following();
