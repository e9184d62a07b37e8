import type { Prng } from './prng.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A stretch of a group's life, until everything is healed and compared. */
export type Chapter = {
  readonly ms: number;
  /** Mean time between two faults, and between two things that somebody says. */
  readonly faultEveryMs: number;
  readonly sayEveryMs: number;
  /** Longest that an ordinary fault lasts. */
  readonly longestFaultMs: number;
  /** Long texts fill pages. */
  readonly longestText: number;
  /** Texts of 6 kB in a row while a reader stalls: 200 fill a link's queue, 20 a socket's. */
  readonly shout: number;
};

/** Which kind of life: minutes with hardly a quiet moment, or as many hours of so many machines. */
export type Kind = 'dense' | { readonly machines: number; readonly hours: number };

/** What a group goes through; drawn from its seed. */
export type Life = {
  readonly name: string;
  machines(random: Prng): number;
  chapters(random: Prng): readonly Chapter[];
};

export function lifeOf(kind: Kind): Life {
  return kind === 'dense' ? DENSE : long(kind.machines, kind.hours);
}

/** What finds most bugs soonest. */
const DENSE: Life = {
  name: 'dense',
  machines: (random) => random.whole(3, 8),
  chapters: (random) => [
    {
      ms: random.between(40_000, 200_000),
      faultEveryMs: random.between(1_500, 15_000),
      sayEveryMs: random.between(500, 4_000),
      longestFaultMs: 45_000,
      longestText: random.chance(0.2) ? 6_000 : 10,
      shout: 200,
    },
  ],
};

/** Hours as people spend them: long quiet stretches, talk, and now and then everything at once. */
function long(machines: number, hours: number): Life {
  return {
    name: `${machines} for ${hours} h`,
    machines: () => machines,
    chapters(random) {
      const chapters: Chapter[] = [];
      for (let left = hours * HOUR_MS; left > 0; left -= chapters.at(-1)?.ms ?? left) {
        chapters.push(chapter(random, left));
      }
      return chapters;
    },
  };
}

function chapter(random: Prng, mostMs: number): Chapter {
  const mood = random.pick(['quiet', 'quiet', 'quiet', 'quiet', 'talk', 'talk', 'storm']);
  const longestText = random.chance(0.05) ? 6_000 : 10;
  const shout = 20;
  const ms = Math.min(mostMs, random.between(20, 80) * MINUTE_MS);
  const shortMs = Math.min(mostMs, random.between(3, 10) * MINUTE_MS);
  switch (mood) {
    case 'talk':
      return {
        ...{ ms, shout, longestText, longestFaultMs: 4 * MINUTE_MS },
        faultEveryMs: random.between(2, 6) * MINUTE_MS,
        sayEveryMs: random.between(15_000, 90_000),
      };
    case 'storm':
      return {
        ...{ ms: shortMs, shout, longestText, longestFaultMs: MINUTE_MS },
        faultEveryMs: random.between(4_000, 30_000),
        sayEveryMs: random.between(3_000, 15_000),
      };
    default:
      return {
        ...{ ms, shout, longestText, longestFaultMs: 10 * MINUTE_MS },
        faultEveryMs: random.between(4, 15) * MINUTE_MS,
        sayEveryMs: random.between(2, 10) * MINUTE_MS,
      };
  }
}
