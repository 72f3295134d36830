// While a page is printed, what is cut short or folded on the screen is written in full.
import { flushSync } from "svelte";

class Paper {
  printing = $state(false);

  constructor() {
    // The browser lays the paper out as soon as these return, so the page has to be drawn by then.
    addEventListener("beforeprint", () => flushSync(() => (this.printing = true)));
    addEventListener("afterprint", () => (this.printing = false));
  }
}

export const paper = new Paper();
