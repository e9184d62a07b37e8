import type { Seat } from './seat.ts';

/**
 * Waits for what a round waits for, and fails it where that takes too long: then something was lost,
 * and the error says who has got how much.
 */
export async function within<T>(
  promise: Promise<T>,
  limitMs: number,
  what: string,
  seats: readonly Seat[],
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  const first = await Promise.race([promise, late]).finally(() => clearTimeout(timer));
  if (first !== 'late') return first as T;
  const counts = await Promise.all(seats.map((seat) => seat.counts()));
  throw new Error(`Not within ${limitMs} ms: ${what}; came: ${JSON.stringify(counts)}`);
}
