import type { Answer, Question } from './forked-seat.ts';
import { loadCarrier } from './load-carrier.ts';
import { LocalSeat } from './seat.ts';

/** One member in a process of its own, which ends with the one that has started it. */
async function main(module: string): Promise<void> {
  const ready = loadCarrier(module).then((carrier) => new LocalSeat(carrier));
  process.on('message', ({ n, call, args }: Question) => {
    const done = ready.then((seat) => (seat[call] as (...all: unknown[]) => unknown)(...args));
    done.then(
      (value) => answer({ n, value }),
      (error) => answer({ n, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
}

/** Where nobody hears it any more, this process has no use either. */
function answer(message: Answer): void {
  process.send?.(message, (error: Error | null) => {
    if (error !== null) process.exit(1);
  });
}

await main(process.argv[2] ?? '');
