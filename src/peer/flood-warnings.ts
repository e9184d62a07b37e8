import type { ChatFact } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';

/** Whoever floods on is named again after this; a flood of warnings would help nobody. */
const AGAIN_AFTER_MS = 60_000;
/** Most floods remembered: as many as there can be links. */
const MAX_NAMED = 256;

/** Tells the person who says more than one may, so that they can be muted; `about` is whom. */
export class FloodWarnings {
  readonly #clock: Clock;
  readonly #nameOf: (id: PeerId) => string;
  readonly #tell: (fact: ChatFact) => void;
  /** When each was named last. */
  readonly #named = new Map<PeerId, number>();

  constructor(clock: Clock, nameOf: (id: PeerId) => string, tell: (fact: ChatFact) => void) {
    this.#clock = clock;
    this.#nameOf = nameOf;
    this.#tell = tell;
  }

  flooding(id: PeerId): void {
    const now = this.#clock.now();
    const last = this.#named.get(id);
    if (last !== undefined && Math.abs(now - last) < AGAIN_AFTER_MS) return;
    this.#named.delete(id);
    const [oldest] = this.#named.keys();
    if (oldest !== undefined && this.#named.size >= MAX_NAMED) this.#named.delete(oldest);
    this.#named.set(id, now);
    const name = this.#nameOf(id);
    const message = `${name} is sending more than one person can say. Their computer is read more slowly; nothing is lost.`;
    this.#tell({ type: 'warning', code: 'flood', message, params: { name }, about: id });
  }
}
