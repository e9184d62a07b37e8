/** Those who can be mentioned in a text. */
export type Names = {
  /** Of everybody, oneself included. */
  readonly all: readonly string[];
  /** One's own, null where nobody knows yet. */
  readonly own: string | null;
};

export const NO_NAMES: Names = { all: [], own: null };

/** Finds the name that stands at a place in a text. */
export type NameFinder = (text: string, at: number) => string | undefined;

/** The longest name is found first, in capitals or not, and never the beginning of a longer word. */
export function nameFinder({ all }: Names): NameFinder {
  const known = new Set(all.map(folded));
  const lengths = [...new Set(all.map(({ length }) => length))]
    .filter((length) => length > 0)
    .sort((a, b) => b - a);
  return (text, at) => {
    const length = lengths.find(
      (each) =>
        known.has(folded(text.slice(at, at + each))) &&
        !IN_WORD.test(text.slice(at + each, at + each + LONGEST_CHARACTER)),
    );
    return length === undefined ? undefined : text.slice(at, at + length);
  };
}

/** Whether two spell the same name, but for capitals. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

const IN_WORD = /^[\p{L}\p{N}_]/u;
/** Code units of one character. */
const LONGEST_CHARACTER = 2;

function folded(name: string): string {
  return name.toLowerCase();
}
