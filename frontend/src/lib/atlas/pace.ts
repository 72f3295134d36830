// How often the base map is drawn while it moves. Drawing it without a graphics card takes longer than a frame lasts; in
// between, its last picture is moved and scaled, which costs next to nothing. Where drawing is quick, every frame is drawn.
import type { Map as MapLibre } from "maplibre-gl";
import { type Camera, cameraOf } from "./camera";

/** Milliseconds from a drawing to the next frame up to which it counts as quick. */
const QUICK = 25;
const FRAME = 1000 / 60;
/** Drawing may take one part in so many of the time. */
const SHARE = 4;

/** Where the top left corner of a picture drawn at `from` lies as seen at `to`, and how large it is there. */
export function shift(from: Camera, to: Camera): { x: number; y: number; scale: number } {
  const scale = to.world / from.world;
  const turn = from.x - to.x;
  return {
    x: (turn - Math.round(turn)) * to.world + (to.width - from.width * scale) / 2,
    y: (from.y - to.y) * to.world + (to.height - from.height * scale) / 2,
    scale,
  };
}

export function pace(map: MapLibre): void {
  const { painter } = map;
  const canvas = map.getCanvas();
  const render = painter.render.bind(painter);
  let drawn: Camera | null = null;
  let cost = 0;
  let rest = 0;
  canvas.style.transformOrigin = "0 0";
  painter.render = (...given) => {
    const camera = cameraOf(map);
    const begun = performance.now();
    if (drawn && map.isMoving() && begun < rest) {
      const { x, y, scale } = shift(drawn, camera);
      canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      return;
    }
    render(...given);
    canvas.style.transform = "";
    drawn = camera;
    const wait = () => (rest = cost > QUICK ? begun + SHARE * cost : 0);
    wait();
    // What it took is felt in the next frame, or in the one after it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const took = performance.now() - begun - FRAME;
        cost = took > cost ? took : (cost + took) / 2;
        wait();
      }),
    );
  };
  map.on("moveend", () => map.triggerRepaint()); // what stands still is drawn as it is
}
