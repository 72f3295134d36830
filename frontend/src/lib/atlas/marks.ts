// Pictures for the map, drawn when first needed: no sprite is fetched. Their names say what is on them:
//   one:2          one incident of family 2           some:2:0       several of family 2 (1: all of them only near the place)
//   mix:31000200   several families, in eighths       flag|UKR|held|1  who holds a town, 1: disputed
import { families } from "../families";
import { disc, shape } from "./shapes";
import { sideWord } from "./holding";
import { sideColour } from "./sides";

export interface Tone {
  ink: string;
  panel: string;
  edge: string;
  alarm: string;
}

/** Units along an edge. */
const SIDE = 112;
/** Part of the edge that a mark's diameter takes. */
export const FILLED = 0.78;

/** How families share a mark, in eighths, as eight digits or fewer; each that is there at all has one. */
export function mix(counts: ArrayLike<number>): string {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  const parts = Array.from(counts, (count) => (count ? Math.max(1, Math.round((count / total) * 8)) : 0));
  return parts.join("");
}

/** Draws the picture of this name around a point, so many units wide and high. */
export function draw(pen: CanvasRenderingContext2D, name: string, tone: Tone, x: number, y: number, side: number): void {
  const [kind, what = "", state = "", mark = ""] = name.split(/[|]/.test(name) ? "|" : ":");
  pen.save();
  pen.translate(x, y);
  pen.scale(side / SIDE, side / SIDE);
  pen.lineJoin = "round";
  if (kind === "one") one(pen, Number(what), state === "1", tone);
  else if (kind === "some") some(pen, Number(what), state === "1", tone);
  else if (kind === "mix") mixed(pen, what, state === "1", tone);
  else flag(pen, what, state, mark === "1", tone);
  pen.restore();
}

const RADIUS = (SIDE / 2) * FILLED;

/** The path at this radius, ready to be filled or stroked. */
function sized(path: string, radius: number): Path2D {
  const made = new Path2D();
  made.addPath(new Path2D(path), new DOMMatrix([radius, 0, 0, radius, 0, 0]));
  return made;
}

function one(pen: CanvasRenderingContext2D, index: number, near: boolean, tone: Tone): void {
  const path = sized(shape(index), RADIUS * 0.9);
  pen.lineWidth = 9;
  pen.strokeStyle = tone.edge;
  pen.stroke(path);
  if (near) {
    pen.fillStyle = tone.panel;
    pen.fill(path);
    pen.lineWidth = 12;
    pen.setLineDash([15, 9]);
    pen.strokeStyle = families[index]!.colour;
    pen.stroke(path);
    return;
  }
  pen.fillStyle = families[index]!.colour;
  pen.fill(path);
  pen.lineWidth = 3.5;
  pen.strokeStyle = tone.ink;
  pen.globalAlpha = 0.55;
  pen.stroke(path);
}

function some(pen: CanvasRenderingContext2D, index: number, near: boolean, tone: Tone): void {
  const path = sized(shape(index), RADIUS * 0.98);
  pen.lineWidth = 8;
  pen.strokeStyle = tone.edge;
  pen.stroke(path);
  pen.fillStyle = tone.panel;
  pen.fill(path);
  pen.save();
  pen.clip(path);
  pen.lineWidth = 26;
  if (near) pen.setLineDash([20, 10]);
  pen.strokeStyle = families[index]!.colour;
  pen.stroke(path);
  pen.restore();
  pen.lineWidth = 2.5;
  pen.globalAlpha = 0.5;
  pen.strokeStyle = tone.ink;
  pen.stroke(path);
}

function mixed(pen: CanvasRenderingContext2D, parts: string, near: boolean, tone: Tone): void {
  const eighths = Array.from(parts, Number);
  const total = eighths.reduce((sum, each) => sum + each, 0) || 1;
  const path = sized(disc, RADIUS);
  pen.lineWidth = 8;
  pen.strokeStyle = tone.edge;
  pen.stroke(path);
  pen.fillStyle = tone.panel;
  pen.fill(path);
  pen.lineWidth = 14;
  let turn = -Math.PI / 2;
  eighths.forEach((eighth, index) => {
    if (!eighth) return;
    const end = turn + (eighth / total) * Math.PI * 2;
    pen.beginPath();
    pen.arc(0, 0, RADIUS - 7, turn, end);
    pen.strokeStyle = families[index]!.colour;
    pen.stroke();
    pen.beginPath(); // a gap between neighbours, so that the parts are told apart without colour
    pen.lineWidth = 3;
    pen.moveTo(Math.cos(end) * (RADIUS - 14), Math.sin(end) * (RADIUS - 14));
    pen.lineTo(Math.cos(end) * RADIUS, Math.sin(end) * RADIUS);
    pen.strokeStyle = tone.panel;
    pen.stroke();
    pen.lineWidth = 14;
    turn = end;
  });
  pen.lineWidth = 2.5;
  pen.globalAlpha = 0.5;
  pen.strokeStyle = tone.ink;
  if (near) pen.setLineDash([12, 8]);
  pen.stroke(path);
}

function flag(pen: CanvasRenderingContext2D, side: string, state: string, disputed: boolean, tone: Tone): void {
  const [left, top, width, height] = [-34, -44, 74, 52];
  const colour = sideColour(side);
  pen.lineWidth = 15;
  pen.strokeStyle = tone.edge;
  pen.strokeRect(left, top, width, height);
  pen.lineWidth = 9;
  pen.strokeStyle = tone.ink;
  pen.beginPath();
  pen.moveTo(left, top - 4);
  pen.lineTo(left, 50);
  pen.stroke();
  pen.fillStyle = state === "held" ? colour : tone.panel;
  pen.fillRect(left, top, width, height);
  if (state !== "held") {
    pen.save();
    pen.beginPath();
    pen.rect(left, top, width, height);
    pen.clip();
    pen.strokeStyle = colour;
    pen.lineWidth = 9;
    for (let x = left - height; x < left + width; x += 20) {
      pen.beginPath();
      pen.moveTo(x, top + height);
      pen.lineTo(x + height, top);
      pen.stroke();
    }
    pen.restore();
  }
  pen.lineWidth = 5;
  pen.strokeStyle = disputed ? tone.alarm : tone.ink;
  pen.strokeRect(left, top, width, height);
  pen.font = "700 34px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const letter = disputed ? "?" : sideWord(side).slice(0, 1);
  pen.lineWidth = 8;
  if (state !== "held") {
    pen.strokeStyle = tone.panel;
    pen.strokeText(letter, left + width / 2, top + height / 2 + 2);
  }
  pen.fillStyle = state === "held" ? "#fff" : tone.ink;
  pen.fillText(letter, left + width / 2, top + height / 2 + 2);
}
