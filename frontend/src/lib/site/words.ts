// Which assertions have the words of a search: the index of the record, asked as SQLite's FTS5 asks it.
import { type Files, numbered } from "./files";
import { type Phrase, phrases } from "../stems";

/** Places by seq; a place is twice the word's number in its text, plus 1 in the names. */
type Places = Map<number, number[]>;

function read(steps: readonly number[], into: Places): void {
  let seq = 0;
  for (let i = 0; i < steps.length; ) {
    seq += steps[i]!;
    const many = steps[i + 1]!;
    const places = steps.slice(i + 2, i + 2 + many);
    into.set(seq, [...(into.get(seq) ?? []), ...places]);
    i += 2 + many;
  }
}

async function placesOf(files: Files, first: readonly string[], word: string, begins: boolean): Promise<Places> {
  const found: Places = new Map();
  let number = first.findIndex((each) => each > word);
  number = Math.max(0, (number < 0 ? first.length : number) - 1);
  for (; number < first.length; number++) {
    const start = first[number]!;
    if (start > word && !(begins && start.startsWith(word))) break;
    const words = await files.json<Record<string, number[]>>(numbered("words", number));
    if (!begins) {
      if (Object.hasOwn(words, word)) read(words[word]!, found);
      break;
    }
    for (const [each, steps] of Object.entries(words)) if (each.startsWith(word)) read(steps, found);
  }
  return found;
}

async function having(files: Files, first: readonly string[], { words, begins }: Phrase): Promise<Set<number>> {
  const each = await Promise.all(words.map((word, i) => placesOf(files, first, word, begins && i === words.length - 1)));
  const [start, ...rest] = each;
  if (!rest.length) return new Set(start!.keys());
  const found = new Set<number>();
  for (const [seq, places] of start!) {
    const follow = rest.map((places) => new Set(places.get(seq)));
    if (places.some((place) => follow.every((those, i) => those.has(place + 2 * (i + 1))))) found.add(seq);
  }
  return found;
}

/** The seqs of the assertions that have all the words; null where there is no word in the text. */
export async function search(files: Files, text: string): Promise<Set<number> | null> {
  const wanted = phrases(text);
  if (!wanted.length) return null;
  const first = await files.json<string[]>("words.json.gz");
  const found = await Promise.all(wanted.filter(({ words }) => words.length).map((phrase) => having(files, first, phrase)));
  found.sort((a, b) => a.size - b.size);
  const [least = new Set<number>(), ...rest] = found;
  return new Set([...least].filter((seq) => rest.every((those) => those.has(seq))));
}
