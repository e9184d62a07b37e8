import { join } from 'node:path';
import Database from 'libsql';
import * as v from 'valibot';
import { type Chained, type Head, NO_HEAD } from '../core/chain.ts';
import { classOf } from '../core/content.ts';
import {
  type Epoch,
  type GroupId,
  isEntryId,
  isEpoch,
  isGroupId,
  isLogId,
  isPeerId,
  logId,
  type PeerId,
} from '../core/ids.ts';
import type { LogCrypto } from '../core/ports.ts';
import { carve, type Value } from './carve.ts';
import { inTransaction, openDatabase, release } from './connection.ts';
import { COLUMNS, ENTRY_COLUMNS, PUT_ENTRY, PUT_HEAD, toChained, toValues } from './rows.ts';
import { migrate } from './schema.ts';
import { signedRows } from './sound.ts';

/** How much of a history was saved, in messages, and how many there seem to have been. */
export type Saved = { readonly saved: number; readonly of: number };

/** Rows as they were found, some more than once, some damaged; and which there must have been. */
const FOUND = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE TABLE entry (grp, author, epoch, seq, wall, counter, sent_at, kind, body, hash, sig,
    class, about);
  CREATE TABLE known (grp, author, epoch, seq, PRIMARY KEY (grp, author, epoch, seq)) WITHOUT ROWID;
  CREATE TABLE head (grp, author, epoch, seq);`;
/** How far a log went, and how many rows there were. Nobody writes ten million between two starts. */
const LOGS = `
  SELECT grp, author, epoch, max(rows, upTo) AS length FROM (
    SELECT grp, author, epoch, count(*) AS rows FROM known GROUP BY 1, 2, 3
  ) LEFT JOIN (
    SELECT grp AS g, author AS a, epoch AS e, max(seq) AS upTo FROM head
    WHERE seq < 10000000 GROUP BY 1, 2, 3
  ) ON g = grp AND a = author AND e = epoch`;

const logRow = v.object({
  grp: v.custom<GroupId>(isGroupId),
  author: v.custom<PeerId>(isPeerId),
  epoch: v.custom<Epoch>(isEpoch),
  length: v.nullable(v.number()),
});
type Log = v.InferOutput<typeof logRow>;

/**
 * Reads what can be read of the damaged history at `path` and of its WAL into a new one at `to`: of
 * every log the rows that can be shown to be its author's, and what else is kept beside the logs.
 * Changes nothing at `path`; works in `scratch`, a folder.
 */
export function salvage(crypto: LogCrypto, path: string, to: string, scratch: string): Saved {
  const found = new Database(join(scratch, 'found.db'));
  const draft = openDatabase(to);
  try {
    migrate(draft);
    found.exec(FOUND);
    inTransaction(draft, () => sort(carve(path), found, draft));
    const total = { saved: 0, of: 0 };
    inTransaction(draft, () => {
      for (const log of v.parse(v.array(logRow), found.prepare(LOGS).all())) {
        const rows = signedRows(crypto, log.grp, rowsOf(found, log));
        keep(draft, log, rows);
        const messages = rows.filter(({ entry }) => classOf(entry.kind) === 'line').length;
        total.saved += messages;
        total.of += messages + Math.max(0, (log.length ?? 0) - rows.length);
      }
    });
    return total;
  } finally {
    release(draft);
    found.close();
  }
}

/** Tells rows apart by their form: no two tables have the same (schema.ts). */
function sort(
  rows: Iterable<readonly Value[]>,
  found: Database.Database,
  draft: Database.Database,
): void {
  const entry = found.prepare(PUT_ENTRY);
  const known = found.prepare('INSERT OR IGNORE INTO known VALUES (?, ?, ?, ?)');
  const head = found.prepare('INSERT INTO head VALUES (?, ?, ?, ?)');
  const fork = draft.prepare('INSERT OR IGNORE INTO fork VALUES (?, ?, ?)');
  const watermark = draft.prepare(
    `INSERT INTO watermark VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq), read = max(read, excluded.read)`,
  );
  const seen = draft.prepare(
    `INSERT INTO seen VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)`,
  );
  found.exec('BEGIN');
  for (const row of rows) {
    const [grp, a, b, c, d, e, f] = row;
    if (!isGroupId(grp)) continue;
    if (row.length === ENTRY_COLUMNS && isPlace(a, b, c)) {
      entry.run(...row);
      known.run(grp, a, b, c);
    } else if (row.length === 7 && isPlace(d, e, f)) {
      known.run(grp, d, e, f);
    } else if (row.length === 6 && isEntryId(a) && isPlace(c, d, e)) {
      known.run(grp, c, d, e);
    } else if (row.length === 4 && isLogId(a) && isSeq(b) && Buffer.isBuffer(c)) {
      head.run(grp, ...a.split('.'), b);
    } else if (row.length === 5 && isPeerId(a) && isLogId(b) && isSeq(c) && isCount(d)) {
      watermark.run(grp, a, b, c, d);
    } else if (row.length === 3 && isLogId(a) && typeof b === 'string') {
      fork.run(grp, a, b);
    } else if (row.length === 3 && isLogId(a) && isSeq(b)) {
      seen.run(grp, a, b);
    }
  }
  found.exec('COMMIT; CREATE INDEX entry_place ON entry (grp, author, epoch, seq);');
}

/** What was found at each place of a log, in its order; first what is signed. */
function* rowsOf(
  found: Database.Database,
  { grp, author, epoch }: Log,
): Iterable<readonly Chained[]> {
  const select = `SELECT ${COLUMNS}, hash, sig FROM entry
    WHERE grp = ? AND author = ? AND epoch = ? ORDER BY seq, sig IS NULL`;
  let place: Chained[] = [];
  for (const row of found.prepare(select).all(grp, author, epoch)) {
    const chained = read(row);
    if (chained === null) continue;
    if (place[0] !== undefined && place[0].entry.seq !== chained.entry.seq) {
      yield place;
      place = [];
    }
    place.push(chained);
  }
  if (place.length > 0) yield place;
}

function read(row: unknown): Chained | null {
  try {
    return toChained(row);
  } catch {
    return null;
  }
}

/** Stores rows that have been checked. The head goes as far as they have no gap. */
function keep(
  draft: Database.Database,
  { grp, author, epoch }: Log,
  rows: readonly Chained[],
): void {
  const put = draft.prepare(PUT_ENTRY);
  let head: Head = NO_HEAD;
  for (const row of rows) {
    put.run(...toValues(grp, row));
    if (row.entry.seq === head.seq + 1) head = { seq: row.entry.seq, hash: row.hash };
  }
  if (head.seq === 0) return;
  draft.prepare(PUT_HEAD).run(grp, logId(author, epoch), head.seq, Buffer.from(head.hash, 'hex'));
}

function isPlace(author: unknown, epoch: unknown, seq: unknown): boolean {
  return isPeerId(author) && isEpoch(epoch) && isSeq(seq);
}

function isCount(count: unknown): boolean {
  return count === 0 || isSeq(count);
}

function isSeq(seq: unknown): boolean {
  return Number.isSafeInteger(seq) && Number(seq) > 0;
}
