import type { Prng } from './prng.ts';

/** Shapes in which a network falls apart. */
export type Split = 'halves' | 'bridge' | 'one way' | 'chain' | 'island';

type Way<T> = readonly [from: T, to: T];

/** The ways that are cut when `order`, which was drawn, falls apart. */
export function splitWays<T>(kind: Split, order: readonly T[], random: Prng): readonly Way<T>[] {
  const cut = random.whole(1, order.length - 1);
  switch (kind) {
    case 'halves':
      return bothWays(order.slice(0, cut), order.slice(cut));
    case 'bridge':
      // Whoever is between the two sides reaches both.
      return bothWays(order.slice(0, cut), order.slice(cut + 1));
    case 'one way':
      return ways(order.slice(0, cut), order.slice(cut));
    case 'chain':
      return order.flatMap((one, place) => bothWays([one], order.slice(place + 2)));
    case 'island':
      return bothWays(order.slice(0, 1), order.slice(1));
  }
}

function ways<T>(from: readonly T[], to: readonly T[]): readonly Way<T>[] {
  return from.flatMap((a) => to.map((b) => [a, b] as const));
}

function bothWays<T>(left: readonly T[], right: readonly T[]): readonly Way<T>[] {
  return [...ways(left, right), ...ways(right, left)];
}
