// Names in the list of entities, found by a part of them.

export interface Listed {
  is: string;
  /** All its names, in lower-case ASCII words (the record's folding). */
  called: string[];
}

/** Lower-case Latin words without accents; what is in another script stays as it is, and finds nothing here. */
const folded = (name: string): string =>
  name.toLowerCase().normalize("NFD").replace(/['’‘ʼ"“”„`´]|\p{Mn}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Whether a name of it, or a part of one in whole words, is what is looked for. */
export const found = ({ called }: Listed, find: string): boolean => {
  const wanted = folded(find);
  return Boolean(wanted) && called.some((name) => ` ${name} `.includes(` ${wanted} `));
};
