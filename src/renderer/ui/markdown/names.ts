/** Those who can be mentioned in a text. */
export type Names = {
  /** Of everybody, oneself included. */
  readonly all: readonly string[];
  /** One's own, null where nobody knows yet. */
  readonly own: string | null;
};

export const NO_NAMES: Names = { all: [], own: null };

/** Finds a name at a place in a text: the longest first, and never the beginning of a longer word. */
export function nameFinder({ all }: Names): RegExp | null {
  if (all.length === 0) return null;
  const longestFirst = [...all].sort((a, b) => b.length - a.length).map(literally);
  return new RegExp(`(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_])`, 'iuy');
}

/** Whether two spell the same name, but for capitals. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function literally(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
