// Whether texts that tell of much harm are folded away until they are asked for. On until the reader turns it off.
const key = "dateline.fold";

class Fold {
  on = $state(localStorage.getItem(key) !== "off");

  set(on: boolean): void {
    this.on = on;
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  }
}

export const fold = new Fold();
