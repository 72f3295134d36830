// What went wrong, in words that say what to do; and what is asked. Both the server's door and the copy's speak them.

export class Problem extends Error {
  constructor(
    readonly what: string,
    readonly remedy: string,
    readonly where: string | null = null,
    readonly status = 0,
  ) {
    super(what);
  }
}

export type Query = Record<string, string | number | null | undefined>;
