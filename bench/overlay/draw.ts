/** What a simulation draws from one seed: the same numbers for the same seed, every time (Mulberry32). */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1);
  }

  /** A number in [0, 1). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    return mixed(this.#state);
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)];
  }

  /** Up to `most` of these, each once, in random order (the beginning of a Fisher-Yates shuffle). */
  some<T>(from: readonly T[], most: number): T[] {
    const items = [...from];
    const count = Math.min(most, items.length);
    for (let at = 0; at < count; at += 1) {
      const other = at + this.below(items.length - at);
      const [here, there] = [items[at] as T, items[other] as T];
      items[at] = there;
      items[other] = here;
    }
    return items.slice(0, count);
  }
}

/** 32 bits as a number in [0, 1), close numbers far apart. */
export function mixed(bits: number): number {
  let t = Math.imul(bits ^ (bits >>> 15), 1 | bits);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
