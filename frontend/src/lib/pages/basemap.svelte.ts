// The packaged base map's lines, read once for the small maps of pages.
import type { FeatureCollection } from "geojson";

interface Base {
  land: FeatureCollection;
  lines: FeatureCollection;
  names: FeatureCollection;
}

class Basemap {
  data = $state.raw<Base | null>(null);
  failed = $state(false);
  #asked = false;

  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    const read = async (name: string) => (await (await fetch(`./basemap/${name}.json`)).json()) as FeatureCollection;
    Promise.all([read("countries"), read("lines"), read("labels")]).then(
      ([land, lines, names]) => (this.data = { land: land!, lines: lines!, names: names! }),
      () => (this.failed = true), // the words beside it say where; the picture only helps
    );
  }
}
export const basemap = new Basemap();
