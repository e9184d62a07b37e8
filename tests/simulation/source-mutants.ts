import type { Patch } from './bundle.ts';
import type { Kind } from './lives.ts';

/** A promise broken by changed places in the source. */
export type SourceMutant = {
  readonly name: string;
  /** The kind of life that brings it to light. */
  readonly kind: Kind;
  readonly patches: readonly Patch[];
};

/** Splits that last for minutes, with talk all the while. */
const AN_HOUR: Kind = { machines: 5, hours: 1 };

/** One changed place, in a life with hardly a quiet moment. */
function mutant(name: string, file: string, find: string, replace: string): SourceMutant {
  return { name, kind: 'dense', patches: [{ file, find, replace }] };
}

export const SOURCE_MUTANTS: readonly SourceMutant[] = [
  mutant(
    'the epoch is used again',
    'src/peer/session.ts',
    'toHex(random.bytes(8))',
    'toHex(new Uint8Array(8))',
  ),
  mutant(
    'there is no anti-entropy',
    'src/peer/announcer.ts',
    'if (one !== undefined && !one.congested) this.compare(one);',
    '',
  ),
  {
    name: 'nothing is dropped that has come before',
    kind: 'dense',
    patches: [
      {
        file: 'src/peer/intake.ts',
        find: "if (last <= head.seq) return { is: 'known' };",
        replace:
          "if (last <= head.seq) return { is: 'next', prev: run.prev, entries: verified(crypto, group, run) };",
      },
      {
        file: 'src/store/memory.ts',
        find: 'if (entry.seq <= head.seq) continue;',
        replace: 'if (entry.seq <= head.seq) { fresh.push(entry); continue; }',
      },
    ],
  },
  mutant(
    'messages stand in the order of arrival',
    'src/store/memory.ts',
    '.sort((a, b) => compareOrder(orderOf(a), orderOf(b)))',
    '',
  ),
  mutant(
    'a message is sent before it is stored',
    'src/peer/commit-queue.ts',
    'fresh = await this.#host.append(batch.flatMap(({ entries }) => entries));',
    'const all = batch.flatMap(({ entries }) => entries);' +
      'this.#host.append(all).catch(() => undefined);' +
      'fresh = all.map(({ entry }) => entry);',
  ),
  mutant(
    'equal clocks are not told apart',
    'src/core/order.ts',
    'return logA === logB ? seqA - seqB : logA < logB ? -1 : 1;',
    'return 0;',
  ),
  mutant(
    'of two crossed links each side keeps the one it sees last',
    'src/peer/links.ts',
    'return fresh.role === role ? fresh : old;',
    'return fresh;',
  ),
  mutant(
    'what was looked up once stays as it was',
    'src/peer/chronicle.ts',
    'for (const change of changes) this.#lines.take(change);',
    '',
  ),
  mutant(
    'a quote stays what it was',
    'src/peer/chronicle.ts',
    'new Set([...changed, ...replies]',
    'new Set([...changed, ...replies.slice(0, 0)]',
  ),
  mutant(
    'what has changed before its message came is not looked up',
    'src/peer/lines.ts',
    'const found = unknown.size === 0 ? [] : await store.changes(group, [...unknown], latest());',
    'const found: readonly Entry[] = [];',
  ),
  {
    name: 'nobody hands on what others have said',
    kind: AN_HOUR,
    patches: [
      {
        file: 'src/peer/replica.ts',
        find: "if (origin !== 'own' && origin !== 'live') return;",
        replace: "if (origin !== 'own') return;",
      },
      {
        file: 'src/peer/replica.ts',
        find: 'want(link: Link, n: number, wants: Wants): void {',
        replace:
          'want(link: Link, n: number, all: Wants): void {\n' +
          'const wants = all.filter(([log]) => log === this.ownLog);',
      },
      {
        file: 'src/peer/replica.ts',
        find: 'recent(link: Link, n: number, limit: number): void {',
        replace: 'recent(link: Link, n: number, limit: number): void {\nreturn;',
      },
    ],
  },
];
