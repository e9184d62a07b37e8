import type { ChatFact, PeerRef, RosterPeer } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';

/** People lost within this time belong together: silence is noticed after 10 to 15 s, then passed on. */
const TOGETHER_MS = 20_000;
/** So long nobody else must be lost before the split is told: one sentence, not one for each. */
const LOSSES_QUIET_MS = 1_000;
/** A link that was silent for longer than the other end is left unasked broke when it fell silent. */
const SILENCE_MS = 7_000;
/** Together again counts once nothing of the others' has come for so long ... */
const SYNC_QUIET_MS = 2_000;
/** ... and in a group that never stops writing, after this time. */
const SYNC_LIMIT_MS = 30_000;

/** Splits that may heal, and people whose links fell silent, at once: the oldest are forgotten. */
const MAX_OPEN = 16;
const MAX_SILENT = 512;

export interface SplitsHost {
  readonly clock: Clock;
  readonly self: PeerId;
  roster(): readonly RosterPeer[];
  tell(fact: ChatFact): void;
}

/** People lost at about the same time. */
type Losses = {
  readonly from: number;
  readonly people: Map<PeerId, { readonly peer: PeerRef; readonly since: number }>;
  /** What they turned out to be. */
  split: OpenSplit | null;
};

/** The time from the first return until sync is quiet. */
type Healing = {
  readonly from: number;
  /** Messages that our side had when the first of the others came back. */
  readonly written: number;
  /** Messages of people who were not with us that have come since. */
  arrived: number;
  lastAt: number;
};

type OpenSplit = {
  readonly since: number;
  readonly missing: Map<PeerId, PeerRef>;
  readonly returned: Map<PeerId, PeerRef>;
  /** Who was with us, ourselves included. */
  readonly with: Set<PeerId>;
  /** Messages stored here since it began. */
  written: number;
  healing: Healing | null;
};

/**
 * Tells where a row of losses is one split, and when it has healed.
 *
 * What a healing has `merged` is counted here, without any word from the others: the messages stored
 * here from the beginning of the split to the first return, which the others lacked, and those of
 * people who were not with us that came from then until sync was quiet, which we lacked.
 */
export class Splits {
  readonly #host: SplitsHost;
  readonly #fellSilent = new Map<PeerId, number>();
  #losses: Losses | null = null;
  /** What was stored lately: a split begins before it is noticed. */
  #stored: { readonly at: number; readonly author: PeerId }[] = [];
  #open: OpenSplit[] = [];
  #cancelLosses: () => void = () => undefined;
  #cancelHealing: () => void = () => undefined;

  constructor(host: SplitsHost) {
    this.#host = host;
  }

  close(): void {
    this.#cancelLosses();
    this.#cancelHealing();
  }

  /** A link has ended without a goodbye; the last byte came at `heardAt`. */
  linkLost(id: PeerId, heardAt: number | null): void {
    const now = this.#host.clock.now();
    this.#fellSilent.delete(id);
    if (heardAt !== null && now - heardAt > SILENCE_MS) this.#fellSilent.set(id, heardAt);
    const [eldest] = this.#fellSilent.keys();
    if (this.#fellSilent.size > MAX_SILENT && eldest !== undefined) this.#fellSilent.delete(eldest);
  }

  /** Somebody's presence has changed, and people were told so. */
  saw(fact: ChatFact): void {
    switch (fact.type) {
      case 'peer-lost':
        this.#lost(fact.peer);
        break;
      case 'peer-back':
      case 'peer-joined':
        this.#came(fact.peer);
        break;
      case 'peer-left':
        for (const split of this.#open) split.returned.delete(fact.peer.id);
        break;
      default:
    }
  }

  /** A new message is stored here. */
  stored(author: PeerId): void {
    const now = this.#host.clock.now();
    const old = this.#stored.findIndex(({ at }) => at >= now - TOGETHER_MS);
    if (old !== 0) this.#stored.splice(0, old === -1 ? this.#stored.length : old);
    this.#stored.push({ at: now, author });
    for (const split of this.#open) {
      split.written += 1;
      if (split.healing === null || split.with.has(author)) continue;
      split.healing.arrived += 1;
      split.healing.lastAt = now;
    }
  }

  #lost(peer: PeerRef): void {
    const now = this.#host.clock.now();
    const known = this.#open.find(({ returned }) => returned.delete(peer.id));
    if (known !== undefined) {
      // Not back for good: the same split goes on.
      known.missing.set(peer.id, peer);
      if (known.returned.size === 0) known.healing = null;
      return;
    }
    const since = this.#fellSilent.get(peer.id) ?? now;
    this.#fellSilent.delete(peer.id);
    if (this.#losses === null || now - this.#losses.from > TOGETHER_MS) {
      this.#losses = { from: now, people: new Map(), split: null };
    }
    const losses = this.#losses;
    losses.people.set(peer.id, { peer, since });
    this.#cancelLosses();
    this.#cancelLosses = this.#host.clock.after(LOSSES_QUIET_MS, () => this.#gathered(losses));
  }

  /** Nobody else was lost for a moment: are those who were one split? */
  #gathered(losses: Losses): void {
    const here = this.#host.roster().filter(({ state }) => state !== 'offline');
    const withUs = new Set([this.#host.self, ...here.map(({ id }) => id)]);
    const away = [...losses.people.values()].filter(({ peer }) => !withUs.has(peer.id));
    const begun = losses.split !== null && this.#open.includes(losses.split) ? losses.split : null;
    if (away.length < (begun === null ? 2 : 1)) return;
    const since = begun?.since ?? Math.min(...away.map((loss) => loss.since));
    const missing = new Map(begun?.missing);
    for (const { peer } of away) missing.set(peer.id, peer);
    const split: OpenSplit = {
      since,
      missing,
      returned: begun?.returned ?? new Map(),
      with: withUs,
      // Not theirs: that came before they fell silent, and was stored a moment later.
      written:
        begun?.written ??
        this.#stored.filter(({ at, author }) => at >= since && withUs.has(author)).length,
      healing: begun?.healing ?? null,
    };
    this.#open = [...this.#open.filter((other) => other !== begun), split].slice(-MAX_OPEN);
    losses.split = split;
    const reached = here.map(({ id, name }) => ({ id, name }));
    this.#host.tell({ type: 'split', reached, unreachable: [...missing.values()], since });
  }

  #came(peer: PeerRef): void {
    const split = this.#open.find(({ missing }) => missing.delete(peer.id));
    if (split === undefined) return;
    const now = this.#host.clock.now();
    split.returned.set(peer.id, peer);
    split.healing ??= { from: now, written: split.written, arrived: 0, lastAt: now };
    split.healing.lastAt = now;
    this.#watch();
  }

  #watch(): void {
    const now = this.#host.clock.now();
    const due = this.#open.flatMap(({ healing }) => (healing === null ? [] : [dueAt(healing)]));
    this.#cancelHealing();
    if (due.length === 0) return;
    const pauseMs = Math.max(0, Math.min(...due) - now);
    this.#cancelHealing = this.#host.clock.after(pauseMs, () => {
      for (const split of this.#open) this.#heal(split);
      this.#open = this.#open.filter(({ missing, returned }) => missing.size + returned.size > 0);
      this.#watch();
    });
  }

  #heal(split: OpenSplit): void {
    const { healing, missing, returned, since } = split;
    if (healing === null || dueAt(healing) > this.#host.clock.now()) return;
    const peers = [...returned.values()];
    split.healing = null;
    for (const { id } of peers) split.with.add(id);
    returned.clear();
    if (peers.length === 0) return;
    const merged = healing.written + healing.arrived;
    this.#host.tell({ type: 'healed', peers, missing: [...missing.values()], since, merged });
  }
}

/** When sync counts as quiet, if nothing else comes. */
function dueAt({ from, lastAt }: Healing): number {
  return Math.min(lastAt + SYNC_QUIET_MS, from + SYNC_LIMIT_MS);
}
