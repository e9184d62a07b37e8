import * as v from 'valibot';
import { GENESIS, type Head, NO_HEAD } from '../core/chain.ts';
import type { PeerId } from '../core/ids.ts';
import { type Epoch, type GroupId, type Hash, type LogId, logId, splitLogId } from '../core/ids.ts';
import { hex } from './rows.ts';
import type { Statements } from './statements.ts';

/** A log, and the numbers that stand for it and for its group in the rows of its entries. */
export type StoredLog = {
  readonly id: number;
  readonly room: number;
  readonly group: GroupId;
  readonly author: PeerId;
  readonly epoch: Epoch;
  readonly head: Head;
};

const OF_GROUP = 'SELECT id, room, author, epoch, seq, hash FROM log WHERE grp = ?';
const LAST_ID = 'SELECT max(id) AS last FROM log';
const FIRST_BEYOND = 'SELECT min(seq) AS first FROM entry WHERE log = ? AND seq > ?';
const ADD = 'INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)';
const MOVE = 'UPDATE log SET seq = ?, hash = ? WHERE id = ?';

const logRows = v.array(
  v.object({
    id: v.number(),
    room: v.number(),
    author: v.string(),
    epoch: v.string(),
    seq: v.number(),
    hash: hex,
  }),
);
const lastRow = v.object({ last: v.nullable(v.number()) });
const firstRow = v.object({ first: v.nullable(v.number()) });

/**
 * The logs of a history and their heads. A copy of the table, for nobody else writes it: whoever adds or
 * moves one in a transaction that is rolled back must `forget`.
 */
export class Logs {
  readonly #sql: Statements;
  readonly #groups = new Map<GroupId, Map<LogId, StoredLog>>();
  /**
   * The first place beyond a log's head that is taken, by what was fetched ahead; by the log's id. All
   * between the two is free, and need not be looked up row by row.
   */
  readonly #ahead = new Map<number, number>();

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  of(group: GroupId): ReadonlyMap<LogId, StoredLog> {
    return this.#load(group);
  }

  find(group: GroupId, log: LogId): StoredLog | undefined {
    return this.#load(group).get(log);
  }

  /** The number that stands for a group; 0, which stands for none, where nothing is stored of it. */
  roomOf(group: GroupId): number {
    const [first] = this.#load(group).values();
    return first?.room ?? 0;
  }

  /** The log of this name, which is made where there is none. */
  open(group: GroupId, log: LogId): StoredLog {
    const known = this.#load(group);
    const found = known.get(log);
    if (found !== undefined) return found;
    const id = (v.parse(lastRow, this.#sql.of(LAST_ID).get()).last ?? 0) + 1;
    const room = this.roomOf(group) || id;
    const { author, epoch } = splitLogId(log);
    this.#sql.of(ADD).run(id, room, group, author, epoch, 0, bytesOf(GENESIS));
    const added = { id, room, group, author, epoch, head: NO_HEAD };
    known.set(log, added);
    this.#ahead.set(id, Infinity);
    return added;
  }

  move(log: StoredLog, head: Head): void {
    this.#sql.of(MOVE).run(head.seq, bytesOf(head.hash), log.id);
    this.#load(log.group).set(logId(log.author, log.epoch), { ...log, head });
    // Set back: what is stored lies beyond it now.
    if (head.seq < log.head.seq) this.#ahead.delete(log.id);
  }

  /** The first place of a log beyond `seq`, up to which it is held, that is taken. */
  firstBeyond({ id }: StoredLog, seq: number): number {
    const known = this.#ahead.get(id) ?? 0;
    if (known > seq) return known;
    const row = v.parse(firstRow, this.#sql.of(FIRST_BEYOND).get(id, seq));
    const first = row.first ?? Infinity;
    this.#ahead.set(id, first);
    return first;
  }

  /** A place before all that are taken beyond the head has been taken. */
  takenAhead({ id }: StoredLog, seq: number): void {
    this.#ahead.set(id, seq);
  }

  forget(): void {
    this.#groups.clear();
    this.#ahead.clear();
  }

  #load(group: GroupId): Map<LogId, StoredLog> {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const logs = new Map<LogId, StoredLog>();
    for (const row of v.parse(logRows, this.#sql.of(OF_GROUP).all(group))) {
      const { id, room, seq } = row;
      const [author, epoch] = [row.author as PeerId, row.epoch as Epoch];
      const head = { seq, hash: row.hash as Hash };
      logs.set(logId(author, epoch), { id, room, group, author, epoch, head });
    }
    this.#groups.set(group, logs);
    return logs;
  }
}

function bytesOf(hash: Hash): Buffer {
  return Buffer.from(hash, 'hex');
}
