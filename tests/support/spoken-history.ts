import { type Chained, GENESIS, type Head, hashEntry, verifyRun } from '../../src/core/chain.ts';
import type { Epoch, GroupId, LogId } from '../../src/core/ids.ts';
import { logId } from '../../src/core/ids.ts';
import type { Store } from '../../src/core/ports.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { logCrypto, signingWith } from '../../src/crypto/signing.ts';

const PAGE_BYTES = 250_000;
/** Texts that one person says in a row, signed once. */
const BURST = 4;

/** What people have really signed: logs that verify, for damaging what is stored of them. */
export class SpokenHistory {
  readonly group: GroupId = signingWith(identityFromSeed(Buffer.alloc(32, 1))).groupId('lobby');
  readonly logs: ReadonlyMap<LogId, readonly Chained[]>;

  /** So many logs of so many entries each. */
  constructor(logs: number, length: number) {
    this.logs = new Map(
      Array.from({ length: logs }, (_, i) => {
        const crypto = signingWith(identityFromSeed(Buffer.alloc(32, 1 + (i % 5))));
        const epoch = (i + 1).toString(16).padStart(16, '0') as Epoch;
        let prev = GENESIS;
        const said = Array.from({ length }, (_unused, index): Chained => {
          const seq = index + 1;
          const at = 1_700_000_000_000 + i * 1_000_000 + seq * 1_000;
          const body = `message ${seq} of log ${i}, of a length that people write`;
          const hlc = [at, 0] as const;
          const entry = { author: crypto.self, epoch, seq, hlc, sentAt: at, kind: 'text', body };
          prev = hashEntry(crypto, this.group, prev, entry);
          const signed = seq % BURST === 0 || seq === length;
          return { entry, hash: prev, sig: signed ? crypto.sign(prev) : null };
        });
        return [logId(crypto.self, epoch), said];
      }),
    );
  }

  get size(): number {
    return [...this.logs.values()].reduce((sum, log) => sum + log.length, 0);
  }

  /** Stores everything, or so many logs, part by part as it is said. */
  async sayTo(store: Store, logs: number = this.logs.size): Promise<void> {
    for (const log of [...this.logs.values()].slice(0, logs)) {
      for (let at = 0; at < log.length; at += 100) {
        await store.append(this.group, log.slice(at, at + 100));
      }
    }
  }

  get heads(): ReadonlyMap<LogId, Head> {
    return new Map(
      [...this.logs].map(([log, said]) => {
        const last = said.at(-1);
        if (last === undefined) throw new Error('Nothing was said');
        return [log, { seq: last.entry.seq, hash: last.hash }];
      }),
    );
  }

  /**
   * How many entries of each log a store hands on. Throws where anything of it does not verify, and
   * where its heads are not those of its entries.
   */
  async verify(store: Store): Promise<ReadonlyMap<LogId, number>> {
    const lengths = new Map<LogId, number>();
    for (const [log, head] of await store.heads(this.group)) {
      let last: Head = { seq: 0, hash: GENESIS };
      for (;;) {
        const [run] = await store.page(this.group, [[log, last.seq]], PAGE_BYTES);
        if (run === undefined) break;
        const chained = verifyRun(logCrypto, this.group, run);
        const end = chained?.at(-1);
        if (end === undefined || run.prev !== last.hash) throw new Error(`${log} does not verify`);
        last = { seq: end.entry.seq, hash: end.hash };
      }
      if (last.seq !== head.seq || last.hash !== head.hash)
        throw new Error(`${log} ends elsewhere`);
      lengths.set(log, last.seq);
    }
    return lengths;
  }
}

/** How many that is in all. */
export function total(lengths: ReadonlyMap<LogId, number>): number {
  return [...lengths.values()].reduce((sum, length) => sum + length, 0);
}
