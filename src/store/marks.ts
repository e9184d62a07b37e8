import * as v from 'valibot';
import type { Run } from '../core/chain.ts';
import type { GroupId, LogId, PeerId } from '../core/ids.ts';
import type { Seen, Watermark } from '../core/ports.ts';
import { formatRun, parseRun } from '../core/wire.ts';
import { inTransaction } from './connection.ts';
import type { Statements } from './statements.ts';

const saidRow = v.optional(v.object({ said: v.string() }));
const logRows = v.array(v.object({ log: v.string() }));
const seenRows = v.array(v.object({ log: v.string(), seq: v.number() }));
const watermarkRows = v.array(
  v.object({ member: v.string(), log: v.string(), seq: v.number(), read: v.number() }),
);

/** What is kept beside the logs: who contradicts themselves, who holds what, what was seen. */
export class Marks {
  readonly #sql: Statements;

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  keepFork(group: GroupId, log: LogId, evidence: Run): void {
    const insert = 'INSERT OR IGNORE INTO fork VALUES (?, ?, ?)';
    this.#sql.of(insert).run(group, log, formatRun(evidence));
  }

  evidence(group: GroupId, log: LogId): Run | null {
    const select = 'SELECT said FROM fork WHERE grp = ? AND log = ?';
    const found = v.parse(saidRow, this.#sql.of(select).get(group, log));
    return found === undefined ? null : parseRun(found.said);
  }

  forks(group: GroupId): readonly LogId[] {
    const found = this.#sql.of('SELECT log FROM fork WHERE grp = ?').all(group);
    return v.parse(logRows, found).map(({ log }) => log as LogId);
  }

  watermarks(group: GroupId): readonly Watermark[] {
    const select = 'SELECT member, log, seq, read FROM watermark WHERE grp = ?';
    const found = v.parse(watermarkRows, this.#sql.of(select).all(group));
    return found.map(({ member, log, seq, read }) => [member as PeerId, log as LogId, seq, read]);
  }

  keepWatermarks(group: GroupId, watermarks: readonly Watermark[]): void {
    const put = this.#sql.of('INSERT OR REPLACE INTO watermark VALUES (?, ?, ?, ?, ?)');
    inTransaction(this.#sql.db, () => {
      for (const each of watermarks) put.run(group, ...each);
    });
  }

  seen(group: GroupId): readonly Seen[] {
    const found = this.#sql.of('SELECT log, seq FROM seen WHERE grp = ?').all(group);
    return v.parse(seenRows, found).map(({ log, seq }) => [log as LogId, seq]);
  }

  keepSeen(group: GroupId, seen: readonly Seen[]): void {
    const put = this.#sql.of('INSERT OR REPLACE INTO seen VALUES (?, ?, ?)');
    inTransaction(this.#sql.db, () => {
      for (const [log, seq] of seen) put.run(group, log, seq);
    });
  }
}
