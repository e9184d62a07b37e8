import type { ChatFact } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import type { Params } from '../core/result.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A clock further off than this is said to be (docs/protocol.md, clocks). */
const SKEW_MS = 2 * MINUTE_MS;
/** What was said is taken back below this, and said anew only after so much of a change. */
const MENDED_MS = 1.5 * MINUTE_MS;
const CHANGE_MS = MINUTE_MS;
/** Comparisons gather for this long: whoever meets a whole group should not hear of each by itself. */
const JUDGE_AFTER_MS = 2_000;
/** People whose clocks are kept in mind: as many as links can be. */
const MAX_PEOPLE = 256;
/** What warnings about one's own clock are about; a person's are about that person. */
const OWN = 'clock';

export interface ClockWatchHost {
  readonly clock: Clock;
  nameOf(id: PeerId): string;
  tell(fact: ChatFact): void;
}

/**
 * Says whose clock is wrong, once for each person and change, and takes it back when it is right
 * again. Where most of the others disagree with us, it is ours that is.
 */
export class ClockWatch {
  readonly #host: ClockWatchHost;
  /** How far others' clocks are ahead of ours, by the latest comparison. */
  readonly #offsets = new Map<PeerId, number>();
  /** What has been said, by what it is about, until it is taken back. */
  readonly #said = new Map<string, { readonly aheadMs: number; readonly message: string }>();
  #judging = false;
  #stopped = false;

  constructor(host: ClockWatchHost) {
    this.#host = host;
  }

  measured(id: PeerId, offsetMs: number): void {
    this.#offsets.delete(id);
    this.#offsets.set(id, offsetMs);
    const [eldest] = this.#offsets.keys();
    if (this.#offsets.size > MAX_PEOPLE && eldest !== undefined) {
      this.#offsets.delete(eldest);
      this.#said.delete(`${OWN} ${eldest}`);
    }
    this.#judgeSoon();
  }

  /** Our own clock has jumped, or we have slept: what was compared before says nothing any more. */
  jumped(): void {
    this.#offsets.clear();
  }

  stop(): void {
    this.#stopped = true;
  }

  #judgeSoon(): void {
    if (this.#judging) return;
    this.#judging = true;
    this.#host.clock.after(JUDGE_AFTER_MS, () => {
      this.#judging = false;
      if (!this.#stopped) this.#judge();
    });
  }

  #judge(): void {
    const right = agreedOffset([...this.#offsets.values()]);
    this.#say(OWN, -right, null);
    for (const [id, offset] of this.#offsets) {
      this.#say(`${OWN} ${id}`, offset - right, id);
    }
  }

  /** Of whose clock it is: null for our own. */
  #say(about: string, aheadMs: number, whose: PeerId | null): void {
    const said = this.#said.get(about);
    if (Math.abs(aheadMs) <= (said === undefined ? SKEW_MS : MENDED_MS)) {
      if (this.#said.delete(about)) this.#host.tell({ type: 'resolved', about });
      return;
    }
    const off = inUnits(aheadMs);
    const name = whose === null ? '' : this.#host.nameOf(whose);
    const words = inWords(off);
    const message =
      whose === null ? `Your clock seems to be ${words}` : `${name}'s clock is ${words}`;
    if (said !== undefined && Math.abs(said.aheadMs - aheadMs) < CHANGE_MS) return;
    this.#said.set(about, { aheadMs, message });
    if (said?.message !== message) {
      const params = { ...off, name, whose: whose === null ? 'own' : 'other' };
      this.#host.tell({ type: 'warning', code: 'clock-skew', message, params, about });
    }
  }
}

/**
 * How far the right time is ahead of our clock: 0 unless at least two others, and most of them, are
 * off in the same direction; then by as much as the one in their middle.
 */
function agreedOffset(offsets: readonly number[]): number {
  for (const sign of [1, -1]) {
    const off = offsets.filter((offset) => offset * sign > SKEW_MS).sort((a, b) => a - b);
    if (off.length >= 2 && off.length * 2 > offsets.length) {
      return off[Math.floor((off.length - 1) / 2)] ?? 0;
    }
  }
  return 0;
}

/** How far off a clock is, roughly: nobody needs to know it better. */
type Off = {
  readonly way: 'fast' | 'slow';
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly count: number;
};

function inUnits(aheadMs: number): Off & Params {
  const way = aheadMs > 0 ? 'fast' : 'slow';
  const ms = Math.abs(aheadMs);
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.round(ms / HOUR_MS);
  if (minutes < 60) return { way, unit: 'minutes', count: minutes };
  if (hours < 24) return { way, unit: 'hours', count: hours };
  return { way, unit: 'days', count: Math.round(ms / DAY_MS) };
}

/** `7 minutes fast`, `an hour slow`, `3 days fast`. */
function inWords({ way, unit, count }: Off): string {
  const one = unit === 'hours' ? 'an hour' : 'a day';
  return `${count === 1 ? one : `${count} ${unit}`} ${way}`;
}
