import { MAX_REPORTED } from '../core/chart.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { inControlFrames } from '../core/wire.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/** Neighbours asked for the same: more than one, because one that keeps us waiting must not be all. */
const MAX_ASKED_EACH = 3;
/** What one neighbour may owe us: as many statements as are kept. */
const MAX_OWED = MAX_REPORTED;
/** Of these, what others have offered and did not give: its own offers always find room. */
const MAX_OWED_FOR_OTHERS = MAX_OWED / 2;
/** What a neighbour has not answered for so long, or up to twice that, others are asked for. */
const ANSWER_MS = 5_000;

type Question = {
  /** Somebody else was asked before, in vain. */
  readonly handedOn: boolean;
  overdue: boolean;
};

export interface InquiriesHost {
  readonly clock: Clock;
  readonly links: Links;
}

/**
 * Whose statements we have asked for, and of whom. Each neighbour's share is its own, so that one
 * that offers much and gives nothing keeps nobody from being asked for anything else.
 */
export class Inquiries {
  readonly #host: InquiriesHost;
  /** By neighbour, whose statements it owes us. */
  readonly #owed = new Map<PeerId, Map<PeerId, Question>>();
  #watching = false;

  constructor(host: InquiriesHost) {
    this.#host = host;
  }

  /** Whether a neighbour owes us anything, or something about `id`. */
  awaits({ remote }: Link, id?: PeerId): boolean {
    const owed = this.#owed.get(remote);
    return owed !== undefined && (id === undefined || owed.has(id));
  }

  /** Whether anybody has been asked for this and may still answer. */
  isAsked(id: PeerId): boolean {
    return this.#times(id) > 0;
  }

  ask(link: Link, ids: readonly PeerId[]): void {
    this.#ask(link, ids, false);
  }

  /** Somebody has told what was asked. */
  answered(id: PeerId): void {
    for (const [peer, owed] of this.#owed) {
      if (owed.delete(id) && owed.size === 0) this.#owed.delete(peer);
    }
  }

  /** Forgets what passed on a link that has ended, and asks the others for what it still owed. */
  drop(peer: PeerId): void {
    const owed = this.#owed.get(peer);
    this.#owed.delete(peer);
    if (owed !== undefined) this.#handOn(peer, owed);
  }

  #ask(link: Link, ids: readonly PeerId[], handedOn: boolean): void {
    const owed = this.#owed.get(link.remote) ?? new Map<PeerId, Question>();
    const most = handedOn ? MAX_OWED_FOR_OTHERS : MAX_OWED;
    const asking = ids.filter((id) => {
      // Asked again: what was sent may have been dropped on the way, where one of us reads slowly.
      if (owed.has(id)) return true;
      if (owed.size >= most || this.#times(id) >= MAX_ASKED_EACH) return false;
      owed.set(id, { handedOn, overdue: false });
      return true;
    });
    if (owed.size > 0) this.#owed.set(link.remote, owed);
    for (const part of inControlFrames(asking)) {
      if (part.length > 0 && !link.congested) link.send({ t: 'links-wanted', of: part });
    }
    this.#watch();
  }

  #times(id: PeerId): number {
    let times = 0;
    for (const owed of this.#owed.values()) if (owed.has(id)) times += 1;
    return times;
  }

  #watch(): void {
    if (this.#watching || this.#owed.size === 0) return;
    this.#watching = true;
    this.#host.clock.after(ANSWER_MS, () => {
      this.#watching = false;
      for (const [peer, owed] of [...this.#owed]) this.#look(peer, owed);
      this.#watch();
    });
  }

  /** What was overdue at the last look already is not to be had there. */
  #look(peer: PeerId, owed: Map<PeerId, Question>): void {
    const vain = new Map<PeerId, Question>();
    for (const [id, question] of owed) {
      if (question.overdue && owed.delete(id)) vain.set(id, question);
      question.overdue = true;
    }
    if (owed.size === 0) this.#owed.delete(peer);
    this.#handOn(peer, vain);
  }

  /** Asks the others, once: what nobody has must not go round for ever. */
  #handOn(from: PeerId, questions: ReadonlyMap<PeerId, Question>): void {
    const ids = [...questions].filter(([, { handedOn }]) => !handedOn).map(([id]) => id);
    const open = ids.filter((id) => !this.isAsked(id));
    if (open.length === 0) return;
    for (const link of this.#host.links.up) if (link.remote !== from) this.#ask(link, open, true);
  }
}
