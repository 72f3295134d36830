// Days of a site: what stood on which, and what is told of it.
const MS = 86_400_000;

export const dayNumber = (iso: string): number => Date.parse(iso.slice(0, 10)) / MS;
export const isoDay = (number: number): string => new Date(number * MS).toISOString().slice(0, 10);
