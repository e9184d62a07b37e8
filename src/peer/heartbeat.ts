import type { Clock } from '../core/ports.ts';
import type { Role } from './opening.ts';

/** Silence after which the other side is asked for a sign of life (docs/protocol.md, liveness). */
export const PING_INTERVAL_MS = 5_000;
/** Three intervals without a byte: the link is dead, whatever the kernel believes. */
export const SILENCE_TIMEOUT_MS = 15_000;
/** The listener waits this much longer, so that on an idle link one side asks and not both. */
const LISTENER_WAITS_MS = 1_000;

export interface HeartbeatHost {
  readonly clock: Clock;
  readonly role: Role;
  /** Asks for a sign of life; `n` is our clock. */
  ping(n: number): void;
  /** Called every few seconds, for whatever else must not take for ever. */
  look(): void;
  /** Nothing was heard for too long. */
  silent(): void;
}

/**
 * Knows whether the other end of a link is still there. Whatever is heard is a sign of life, so that
 * a busy link costs nothing; only after a silence is the other side asked. One timer, set anew when
 * it runs out and not with every byte.
 */
export class Heartbeat {
  readonly #host: HeartbeatHost;
  readonly #patienceMs: number;
  #heardAt: number;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(host: HeartbeatHost) {
    this.#host = host;
    this.#patienceMs = PING_INTERVAL_MS + (host.role === 'listener' ? LISTENER_WAITS_MS : 0);
    this.#heardAt = host.clock.now();
    this.#lookIn(this.#patienceMs);
  }

  heard(): void {
    this.#heardAt = this.#host.clock.now();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #lookIn(delayMs: number): void {
    this.#cancel = this.#host.clock.after(delayMs, () => this.#look());
  }

  #look(): void {
    this.#host.look();
    if (this.#stopped) return;
    const now = this.#host.clock.now();
    // A clock that was set back must not make the silence look shorter than it is for long.
    this.#heardAt = Math.min(this.#heardAt, now);
    const silentMs = now - this.#heardAt;
    if (silentMs >= SILENCE_TIMEOUT_MS) {
      this.#host.silent();
      return;
    }
    const asks = silentMs >= this.#patienceMs;
    if (asks) this.#host.ping(now);
    const pauseMs = asks ? PING_INTERVAL_MS : this.#patienceMs - silentMs;
    this.#lookIn(Math.min(pauseMs, SILENCE_TIMEOUT_MS - silentMs));
  }
}
