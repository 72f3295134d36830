// Words that were searched for, found again in a text: by their stems, as the search itself finds them.
import { type Phrase, phrases, tokens } from "./stems";

export interface Part {
  text: string;
  hit: boolean;
}

interface Word {
  stem: string;
  start: number;
  end: number;
}

const word = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{Mn}]*/gu;
const known = new Map<string, string>();

/** Stems are dear, and texts have the same words again and again. */
function stemOf(text: string): string {
  let found = known.get(text);
  if (found === undefined) {
    if (known.size > 20_000) known.clear();
    known.set(text, (found = tokens(text.normalize("NFC")).join(" ")));
  }
  return found;
}

const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(word), (match) => ({ stem: stemOf(match[0]), start: match.index, end: match.index + match[0].length }));

function stands(phrase: Phrase, words: readonly Word[], at: number): boolean {
  const last = phrase.words.length - 1;
  return phrase.words.every((stem, i) => {
    const here = words[at + i]?.stem;
    return here !== undefined && (here === stem || (phrase.begins && i === last && here.startsWith(stem)));
  });
}

/** Where the words and phrases of a search stand in a text, as [start, end) in the text's own units; none overlap. */
export function marks(text: string, search: string): [number, number][] {
  const wanted = search ? phrases(search).filter(({ words }) => words.length) : [];
  if (!wanted.length) return [];
  const words = wordsOf(text);
  const found: [number, number][] = [];
  for (let at = 0; at < words.length; at++) {
    const long = Math.max(0, ...wanted.filter((phrase) => stands(phrase, words, at)).map((phrase) => phrase.words.length));
    if (!long) continue;
    const [start, end] = [words[at]!.start, words[at + long - 1]!.end];
    const before = found.at(-1);
    if (before && start < before[1]) before[1] = Math.max(before[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** Whether all words and phrases of a search stand in the text. */
export function everywhere(text: string, search: string): boolean {
  const words = wordsOf(text);
  return phrases(search).every((phrase) => words.some((_, at) => stands(phrase, words, at)));
}

/** The text cut where what was searched for begins or ends. */
export function highlight(text: string, search: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const [start, end] of marks(text, search)) {
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length || !parts.length) parts.push({ text: text.slice(at), hit: false });
  return parts;
}
