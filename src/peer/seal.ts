import { type Chained, entrySize, runSize } from '../core/chain.ts';
import type { Crypto } from '../core/ports.ts';
import type { Pending } from './commit-queue.ts';
import { PAGE_BYTES } from './intake.ts';

/** What is to be stored, with what we wrote ourselves signed: once for as much as fits a page. */
export function seal(crypto: Crypto, batch: readonly Pending[]): readonly Pending[] {
  return joinOwn(batch).map((pending) => {
    if (pending.origin !== 'own') return pending;
    const last = pending.entries.at(-1) as Chained; // never empty
    const signed = { ...last, sig: crypto.sign(last.hash) };
    return { ...pending, entries: [...pending.entries.slice(0, -1), signed] };
  });
}

/** The same, with what we wrote ourselves in as few parts as fit a page each. */
function joinOwn(batch: readonly Pending[]): readonly Pending[] {
  const parts: [Pending, ...Pending[]][] = [];
  let room = 0;
  for (const pending of batch) {
    const last = parts.at(-1);
    const isOwn = pending.origin === 'own';
    const size = isOwn ? pending.entries.reduce((sum, { entry }) => sum + entrySize(entry), 0) : 0;
    if (isOwn && last?.[0].origin === 'own' && size <= room) {
      last.push(pending);
    } else {
      parts.push([pending]);
      room = PAGE_BYTES - runSize([]);
    }
    room -= size;
  }
  return parts.map((part) => ({
    ...part[0],
    entries: part.flatMap(({ entries }) => entries),
    settled: (outcome) => {
      for (const { settled } of part) settled(outcome);
    },
  }));
}
