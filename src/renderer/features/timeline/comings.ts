import type { PeerRef } from '../../../core/events.ts';
import type { PeerId } from '../../../core/ids.ts';
import type { Notice, NoticeItem } from '../../../core/timeline.ts';

/** A notice of one person's coming or going. */
type Coming = Extract<Notice, { readonly peer: PeerRef }>;

/** What became of somebody in the end. */
type Outcome = 'joined' | 'back' | 'left' | 'lost' | 'cameAndWent' | 'wentAndCame';

/** Whether a notice can be folded into one line with those beside it. */
export function isComing(notice: Notice): notice is Coming {
  return ['joined', 'left', 'lost', 'back'].includes(notice.kind);
}

/** Comings and goings in a row, by what became of whom: those first who moved first. */
export function outcomesOf(
  notices: readonly NoticeItem[],
): readonly { readonly outcome: Outcome; readonly peers: readonly PeerRef[] }[] {
  const moves = new Map<PeerId, Coming[]>();
  for (const { notice } of notices) {
    if (!isComing(notice)) continue;
    moves.set(notice.peer.id, [...(moves.get(notice.peer.id) ?? []), notice]);
  }
  const outcomes = new Map<Outcome, PeerRef[]>();
  for (const all of moves.values()) {
    const [first, last] = [all[0] as Coming, all.at(-1) as Coming]; // never empty
    const outcome = outcomeOf(first, last, all);
    outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), last.peer]);
  }
  return [...outcomes].map(([outcome, peers]) => ({ outcome, peers }));
}

function outcomeOf(first: Coming, last: Coming, all: readonly Coming[]): Outcome {
  const came = isHere(first);
  if (isHere(last)) {
    if (!came) return 'wentAndCame';
    return all.some(({ kind }) => kind === 'joined') ? 'joined' : 'back';
  }
  if (came) return 'cameAndWent';
  return last.kind === 'left' ? 'left' : 'lost';
}

function isHere({ kind }: Coming): boolean {
  return kind === 'joined' || kind === 'back';
}
