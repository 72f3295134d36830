// Words on the map as small pictures: stroking a halo takes longer than a frame allows, copying a picture does not.

export interface Lettering {
  size: number;
  colour: string;
  halo: string;
  haloWidth: number;
  /** Widest line, in sizes. */
  ems?: number;
  /** Between letters, in sizes. */
  spacing?: number;
}

export interface Written {
  canvas: HTMLCanvasElement;
  /** Of the words without their halo, in pixels of the page. */
  width: number;
  height: number;
}

const LINE = 1.2;

/** The words broken into as few lines as fit, as even as can be. */
export function lines(words: string, widest: number, width: (words: string) => number): string[] {
  const found: string[] = [];
  for (const given of words.split("\n")) {
    const even = width(given) / Math.max(1, Math.ceil(width(given) / widest));
    let line = "";
    for (const word of given.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      const over = width(longer) - even;
      if (line && over > 0 && (width(longer) > widest || over > even - width(line))) {
        found.push(line);
        line = word;
      } else line = longer;
    }
    found.push(line);
  }
  return found;
}

/** The picture of these words, `ratio` pixels a pixel of the page. */
export function write(words: string, { size, colour, halo, haloWidth, ems = 10, spacing = 0 }: Lettering, ratio: number): Written {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const set = () => {
    pen.font = `400 ${size}px sans-serif`;
    pen.letterSpacing = `${spacing * size}px`;
  };
  set();
  const found = lines(words, ems * size, (part) => pen.measureText(part).width);
  const width = Math.max(...found.map((line) => pen.measureText(line).width - spacing * size));
  const height = found.length * LINE * size;
  canvas.width = Math.ceil((width + 2 * haloWidth + 2) * ratio);
  canvas.height = Math.ceil((height + 2 * haloWidth + 0.2 * size) * ratio);
  set(); // a new size forgets the font
  pen.scale(ratio, ratio);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 2 * haloWidth;
  pen.strokeStyle = halo;
  pen.fillStyle = colour;
  const x = canvas.width / ratio / 2 + (spacing * size) / 2;
  const top = canvas.height / ratio / 2 - height / 2 + 0.1 * size; // "middle" is above the middle of capitals and digits
  found.forEach((line, i) => pen.strokeText(line, x, top + (i + 0.5) * LINE * size));
  found.forEach((line, i) => pen.fillText(line, x, top + (i + 0.5) * LINE * size));
  return { canvas, width, height };
}
