const reduced = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether the reader asked for less motion. */
export const calmly = (): boolean => reduced.matches;
