// Light or dark: the reader's system decides until the reader does.
export type Choice = "system" | "light" | "dark";

const key = "dateline.theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function kept(): Choice {
  const found = localStorage.getItem(key);
  return found === "light" || found === "dark" ? found : "system";
}

class Theme {
  choice = $state<Choice>("system");
  #system = $state(prefersDark.matches);

  constructor() {
    this.#put(kept());
    prefersDark.addEventListener("change", () => {
      this.#system = prefersDark.matches;
      this.#put(this.choice);
    });
  }

  /** Whether the page is dark now. */
  get dark(): boolean {
    return this.choice === "system" ? this.#system : this.choice === "dark";
  }

  choose(choice: Choice): void {
    if (choice === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
    this.#put(choice);
  }

  #put(choice: Choice): void {
    this.choice = choice;
    const root = document.documentElement;
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    root.toggleAttribute("data-dark", this.dark);
  }
}

export const theme = new Theme();
