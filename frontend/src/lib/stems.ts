// Words as the record's index has them: SQLite's unicode61 tokenizer with remove_diacritics=2, and its porter after it.
// A search here must find what it finds there, so these are its rules, bytes and quirks included.

/** The letter without case and accent; an accent is taken off Latin letters only, as SQLite does. */
function plain(letter: string): string {
  const low = letter.toLowerCase();
  const [base = ""] = low.normalize("NFD");
  return base >= "a" && base <= "z" ? base : low;
}

/** Phrases of a search: words, "words in double quotes", begin*. */
export interface Phrase {
  words: string[];
  begins: boolean;
}

export function phrases(text: string): Phrase[] {
  const found: Phrase[] = [];
  for (const [, quoted, word = ""] of text.matchAll(/"([^"]+)"|([^\s"]+)/gu)) {
    const words = (quoted ?? word).match(/[\p{L}\p{N}_]+/gu) ?? [];
    if (words.length) found.push({ words: words.flatMap(tokens), begins: word.endsWith("*") });
  }
  return found;
}

/** The stems of what stands between blanks and signs; an underscore is a sign. */
export const tokens = (word: string): string[] => word.split("_").filter(Boolean).map((each) => stem(Array.from(each, plain).join("")));

const code = (letter: string) => letter.charCodeAt(0);
const isVowel = (byte: number, yToo: boolean): boolean =>
  byte === 97 || byte === 101 || byte === 105 || byte === 111 || byte === 117 || (yToo && byte === 121);

/** Behind the first vowels and consonants from `start` on; 0 if the stem ends before. */
function gobble(z: number[], start: number, n: number, consonantBefore: boolean): number {
  let consonant = consonantBefore;
  let i = start;
  for (; i < n; i++) {
    consonant = !isVowel(z[i]!, consonant);
    if (!consonant) break;
  }
  for (i++; i < n; i++) {
    consonant = !isVowel(z[i]!, consonant);
    if (consonant) return i + 1;
  }
  return 0;
}

const some = (z: number[], n: number): boolean => gobble(z, 0, n, false) > 0;
function measure(z: number[], n: number): 0 | 1 | 2 {
  const first = gobble(z, 0, n, false);
  if (!first) return 0;
  return gobble(z, first, n, true) ? 2 : 1;
}
const many = (z: number[], n: number): boolean => measure(z, n) === 2;
const one = (z: number[], n: number): boolean => measure(z, n) === 1;
const hasVowel = (z: number[], n: number): boolean => z.slice(0, n).some((byte, i) => isVowel(byte, i > 0));

/** Ends in consonant, vowel, consonant, the last not w, x or y. */
function short(z: number[], n: number): boolean {
  if ("wxy".includes(String.fromCharCode(z[n - 1] ?? 0))) return false;
  let mask = 0;
  let consonant = false;
  for (let i = 0; i < n; i++) {
    consonant = !isVowel(z[i]!, consonant);
    mask = ((mask << 1) | Number(consonant)) & 7;
  }
  return mask === 5;
}

type Rule = readonly [suffix: string, into: string];
const second: readonly Rule[] = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["logi", "log"], ["bli", "ble"],
  ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"], ["ator", "ate"],
  ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"], ["iviti", "ive"], ["biliti", "ble"],
];
const third: readonly Rule[] = [
  ["ical", "ic"], ["ness", ""], ["icate", "ic"], ["iciti", "ic"], ["ful", ""], ["ative", ""], ["alize", "al"],
];
const fourth: readonly Rule[] = [
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
].map((suffix) => [suffix, ""]);

const ends = (z: number[], suffix: string): boolean =>
  z.length > suffix.length && Array.from(suffix).every((letter, i) => z[z.length - suffix.length + i] === code(letter));

/** The first rule whose suffix is there is the only one that can hold. */
function apply(z: number[], rules: readonly Rule[], holds: (n: number, suffix: string) => boolean): void {
  for (const [suffix, into] of rules) {
    if (!ends(z, suffix)) continue;
    if (holds(z.length - suffix.length, suffix)) z.splice(-suffix.length, suffix.length, ...Array.from(into, code));
    return;
  }
}

function withoutEnding(z: number[]): boolean {
  if (ends(z, "eed")) {
    if (some(z, z.length - 3)) z.pop();
    return false;
  }
  for (const suffix of ["ed", "ing"]) {
    if (ends(z, suffix)) {
      if (!hasVowel(z, z.length - suffix.length)) return false;
      z.splice(-suffix.length);
      return true;
    }
  }
  return false;
}

/** The stem of a word without case and accents. */
export function stem(word: string): string {
  const z = [...new TextEncoder().encode(word)];
  if (z.length > 64 || z.length < 3) return word;
  const at = (back: number) => z[z.length - back];
  if (at(1) === code("s")) {
    if (at(2) === code("e")) {
      const two = (z.length > 4 && at(4) === code("s") && at(3) === code("s")) || (z.length > 3 && at(3) === code("i"));
      z.splice(two ? -2 : -1);
    } else if (at(2) !== code("s")) z.pop();
  }
  if (withoutEnding(z)) {
    if (["at", "bl", "iz"].some((end) => ends(z, end))) z.push(code("e"));
    else {
      const last = at(1)!;
      if (!isVowel(last, false) && !"lsz".includes(String.fromCharCode(last)) && last === at(2)) z.pop();
      else if (one(z, z.length) && short(z, z.length)) z.push(code("e"));
    }
  }
  if (at(1) === code("y") && hasVowel(z, z.length - 1)) z[z.length - 1] = code("i");
  apply(z, second, (n) => some(z, n));
  apply(z, third, (n) => some(z, n));
  apply(z, fourth, (n, suffix) => many(z, n) && (suffix !== "ion" || z[n - 1] === code("s") || z[n - 1] === code("t")));
  if (at(1) === code("e")) {
    const n = z.length - 1;
    if (many(z, n) || (one(z, n) && !short(z, n))) z.pop();
  }
  if (z.length > 1 && at(1) === code("l") && at(2) === code("l") && many(z, z.length - 1)) z.pop();
  return new TextDecoder().decode(new Uint8Array(z));
}
