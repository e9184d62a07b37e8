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
const LAST_SEQ = 'SELECT max(seq) AS last FROM entry WHERE log = ?';
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

/**
 * The logs of a history and their heads. A copy of the table, for nobody else writes it: whoever adds or
 * moves one in a transaction that is rolled back must `forget`.
 */
export class Logs {
  readonly #sql: Statements;
  readonly #groups = new Map<GroupId, Map<LogId, StoredLog>>();
  /** Highest sequence number stored of a log, its head or beyond, by the log's id. */
  readonly #ends = new Map<number, number>();

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
    const id = this.#last(LAST_ID) + 1;
    const room = this.roomOf(group) || id;
    const { author, epoch } = splitLogId(log);
    this.#sql.of(ADD).run(id, room, group, author, epoch, 0, bytesOf(GENESIS));
    const added = { id, room, group, author, epoch, head: NO_HEAD };
    known.set(log, added);
    this.#ends.set(id, 0);
    return added;
  }

  move(log: StoredLog, head: Head): void {
    this.#sql.of(MOVE).run(head.seq, bytesOf(head.hash), log.id);
    this.#load(log.group).set(logId(log.author, log.epoch), { ...log, head });
  }

  /** How far anything of a log is stored, gaps or not. */
  endOf({ id }: StoredLog): number {
    const known = this.#ends.get(id);
    if (known !== undefined) return known;
    const end = this.#last(LAST_SEQ, id);
    this.#ends.set(id, end);
    return end;
  }

  reached({ id }: StoredLog, seq: number): void {
    this.#ends.set(id, seq);
  }

  forget(): void {
    this.#groups.clear();
    this.#ends.clear();
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

  #last(select: string, ...of: readonly number[]): number {
    return v.parse(lastRow, this.#sql.of(select).get(...of)).last ?? 0;
  }
}

function bytesOf(hash: Hash): Buffer {
  return Buffer.from(hash, 'hex');
}
