import type { Contender } from '../harness/benchmark.ts';

/** A carrier among the contenders of fan-out and chatter. */
export type Entrant = {
  readonly name: string;
  readonly module: URL;
  /**
   * What a second is about enough for in a fan-out, with all in one process and with a process for
   * each: messages sent and delivered, together.
   */
  readonly work: { readonly one: number; readonly each: number };
  /** As of a {@link Contender}. */
  readonly skip?: Contender['skip'];
};

export const FLOOR: Entrant = {
  name: 'raw, one write a message',
  module: new URL('../floor/contenders/raw.ts', import.meta.url),
  work: { one: 300_000, each: 150_000 },
};

export const LIMIT: Entrant = {
  name: 'raw, one write a turn',
  module: new URL('../floor/contenders/raw-batched.ts', import.meta.url),
  work: { one: 3_000_000, each: 2_000_000 },
};

export const LINKS: Entrant = {
  name: 'Parley, link layer',
  module: new URL('../parley/contenders/link-layer.ts', import.meta.url),
  work: { one: 1_600_000, each: 1_000_000 },
};

export const WHOLE: Entrant = {
  name: 'Parley, whole path',
  module: new URL('../parley/contenders/whole-path.ts', import.meta.url),
  work: { one: 32_000, each: 24_000 },
};

/** The same under the bound that holds whoever floods to 2,000 messages a second and link. */
export const SHIPPED: Entrant = {
  name: 'Parley, whole path as shipped',
  module: new URL('../parley/contenders/whole-path-bounded.ts', import.meta.url),
  work: { one: 16_000, each: 16_000 },
};

/** Without a disk: what of it is the program's own. */
export const IN_MEMORY: Entrant = {
  name: 'Parley, whole path in memory',
  module: new URL('../parley/contenders/whole-path-in-memory.ts', import.meta.url),
  work: { one: 48_000, each: 24_000 },
};
