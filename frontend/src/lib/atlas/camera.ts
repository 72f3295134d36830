// Where the map looks, in the units of Web Mercator: the world is the unit square, y down.
import type { Map as MapLibre } from "maplibre-gl";

export interface Camera {
  /** The middle of the view. */
  x: number;
  y: number;
  zoom: number;
  /** Pixels that the world is wide. */
  world: number;
  width: number;
  height: number;
}

export const TILE = 512;
export const mercatorX = (lon: number): number => lon / 360 + 0.5;
export function mercatorY(lat: number): number {
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
/** Kilometres at a latitude as a part of the world's width. */
export const mercatorKm = (km: number, lat: number): number => km / (40_075 * Math.cos((lat * Math.PI) / 180));

export function cameraOf(map: MapLibre): Camera {
  const { lng, lat } = map.getCenter();
  const zoom = map.getZoom();
  const { style } = map.getCanvas(); // what MapLibre has set; asking the page would lay it out
  return {
    x: mercatorX(lng), y: mercatorY(lat), zoom, world: TILE * 2 ** zoom,
    width: parseFloat(style.width), height: parseFloat(style.height),
  };
}
