import type { Clock, Role } from '../core/ports.ts';

/** Silence after which the other side is asked for a sign of life (docs/protocol.md, liveness). */
export const PING_INTERVAL_MS = 5_000;
/** Three intervals without a byte: the link is dead, whatever the kernel believes. */
export const SILENCE_TIMEOUT_MS = 15_000;
/** How often the other side's clock is compared with ours, where nothing else made us ask. */
const MEASURE_INTERVAL_MS = 60_000;
/** An answer that took longer tells too little: half of it is how wrong the comparison may be. */
const MAX_ROUND_TRIP_MS = 2_000;
/** After sleep or a change of network nobody is waited for longer: a round trip takes far less. */
const PROBE_PATIENCE_MS = 1_500;
/** A timer so much too late means that this program has stood still, or that its clock was set. */
const LATE_MS = 2_000;
/** The listener waits this much longer, so that on an idle link one side asks and not both. */
const LISTENER_WAITS_MS = 1_000;

/** How far the other side's clock is ahead of ours, give or take half the round trip. */
export type Measurement = { readonly offsetMs: number; readonly roundTripMs: number };

export interface HeartbeatHost {
  readonly clock: Clock;
  readonly role: Role;
  /** Asks for a sign of life; `n` is our clock. */
  ping(n: number): void;
  measured(measurement: Measurement): void;
  /** We have stood still, or our clock was set: whoever hears this probes every link. */
  slept(): void;
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
  #saidAt: number;
  /** When we last asked and were not answered yet: what the `pong` must repeat. */
  #askedAt: number | null = null;
  #measuredAt = Number.NEGATIVE_INFINITY;
  #measurement: Measurement | null = null;
  /** Asked whether it is there at all, and nothing heard since. */
  #probed = false;
  #dueAt = 0;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(host: HeartbeatHost) {
    this.#host = host;
    this.#patienceMs = PING_INTERVAL_MS + (host.role === 'listener' ? LISTENER_WAITS_MS : 0);
    this.#heardAt = host.clock.now();
    this.#saidAt = this.#heardAt;
    this.#lookIn(this.#patienceMs);
  }

  /** The latest comparison. */
  get measurement(): Measurement | null {
    return this.#measurement;
  }

  /** When the last byte came, ms since 1970. */
  get heardAt(): number {
    return this.#heardAt;
  }

  heard(): void {
    this.#heardAt = this.#host.clock.now();
    this.#probed = false;
  }

  /**
   * Something was sent. Whoever only listens for long says something too: its word may be the only
   * sign of life that a slow link gives to the side whose questions wait behind much else.
   */
  said(): void {
    this.#saidAt = this.#host.clock.now();
  }

  /** Asks now, and gives up soon where nothing is heard. */
  probe(): void {
    this.#cancel();
    this.#probed = true;
    this.ask();
    this.#lookIn(PROBE_PATIENCE_MS);
  }

  /** Asks now, whatever was heard. */
  ask(): void {
    this.#askedAt = this.#host.clock.now();
    this.#saidAt = this.#askedAt;
    this.#host.ping(this.#askedAt);
  }

  /** Compares anew, unless an answer is still under way. */
  measure(): void {
    const asked = this.#askedAt;
    // A clock may go back.
    const waiting = asked !== null && Math.abs(this.#host.clock.now() - asked) <= MAX_ROUND_TRIP_MS;
    if (!waiting) this.ask();
  }

  /**
   * The other side has answered the question of time `n` when its clock showed `at`: half way
   * between question and answer, as far as anybody can tell (Cristian, 1989; NTP). An answer that
   * lay in the buffer of a program that stood still took long, and is not believed.
   */
  answered(n: number, at: number): void {
    if (n !== this.#askedAt) return;
    this.#askedAt = null;
    const now = this.#host.clock.now();
    const roundTripMs = now - n;
    if (roundTripMs < 0 || roundTripMs > MAX_ROUND_TRIP_MS) return;
    this.#measuredAt = now;
    this.#measurement = { offsetMs: Math.round(at - (n + now) / 2), roundTripMs };
    this.#host.measured(this.#measurement);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #lookIn(delayMs: number): void {
    this.#dueAt = this.#host.clock.now() + delayMs;
    this.#cancel = this.#host.clock.after(delayMs, () => this.#look());
  }

  #look(): void {
    const now = this.#host.clock.now();
    // How long nothing was heard says nothing where we did not listen.
    if (Math.abs(now - this.#dueAt) > LATE_MS) {
      this.#host.slept();
      return;
    }
    this.#host.look();
    if (this.#stopped) return;
    const silentMs = now - this.#heardAt;
    if (this.#probed || silentMs >= SILENCE_TIMEOUT_MS) {
      this.#host.silent();
      return;
    }
    const quietMs = Math.max(silentMs, now - this.#saidAt);
    const quiet = quietMs >= this.#patienceMs;
    if (quiet || now - this.#measuredAt >= MEASURE_INTERVAL_MS) this.ask();
    const pauseMs = quiet ? PING_INTERVAL_MS : this.#patienceMs - quietMs;
    this.#lookIn(Math.min(pauseMs, SILENCE_TIMEOUT_MS - silentMs));
  }
}
