// Words that were searched for, found again in a text.

export interface Part {
  text: string;
  hit: boolean;
}

/** The words and phrases of a search: "a phrase" stays together; words that leave out or join (-x, OR) are no words. */
export function terms(search: string): string[] {
  const found: string[] = [];
  for (const [, phrase, word] of search.matchAll(/["“„]([^"”“]+)["”“]|(\S+)/gu)) {
    if (phrase) found.push(phrase.trim());
    else if (word && !/^(-|OR$|AND$|NOT$)/u.test(word)) found.push(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
  }
  return found.filter(Boolean);
}

const quoted = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

/** The text cut where a term begins or ends; a term is met at the beginning of a word, in any case. */
export function highlight(text: string, search: string): Part[] {
  const wanted = terms(search);
  if (!wanted.length) return [{ text, hit: false }];
  const longest = wanted.sort((a, b) => b.length - a.length).map(quoted).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longest})[\\p{L}\\p{N}]*`, "giu");
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), hit: false });
    parts.push({ text: match[0], hit: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false });
  return parts;
}
