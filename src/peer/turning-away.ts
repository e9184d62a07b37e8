import { encodeFrame } from '../core/frame.ts';
import type { Clock, Connection } from '../core/ports.ts';
import { encodeAnswer } from '../core/wire.ts';

/** Connections that are told so at once; whoever comes beyond that is cut off without a word. */
const MAX_TOLD = 20;
/** How long such a connection may take to end. */
const TOLD_WITHIN_MS = 1_000;

/** Tells those for whom there is no place that it is full. They cost next to nothing, and not for long. */
export class TurningAway {
  readonly #clock: Clock;
  readonly #leaving = new Set<Connection>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Says so without having heard what they want: the answer is the same to everybody. */
  full(connection: Connection): void {
    if (this.#leaving.size >= MAX_TOLD) {
      connection.destroy();
      return;
    }
    this.#leaving.add(connection);
    const cancel = this.#clock.after(TOLD_WITHIN_MS, () => connection.destroy());
    connection.start({
      // Read and thrown away: a connection closed on what it has not read loses its last words (RFC 1122, 4.2.2.13).
      data: () => undefined,
      drained: () => undefined,
      closed: () => {
        cancel();
        this.#leaving.delete(connection);
      },
    });
    connection.write(encodeFrame(encodeAnswer({ answer: 'refused', code: 'full', group: null })));
    connection.end();
  }

  /** Nobody is waited for any more. */
  close(): void {
    for (const connection of this.#leaving) connection.destroy();
  }
}
