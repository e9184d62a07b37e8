import { join } from 'node:path';
import Database from 'libsql';
import * as v from 'valibot';
import type { Chained } from '../core/chain.ts';
import { classOf } from '../core/content.ts';
import {
  type Epoch,
  type GroupId,
  isEntryId,
  isEpoch,
  isGroupId,
  isLogId,
  isPeerId,
  type PeerId,
} from '../core/ids.ts';
import type { LogCrypto } from '../core/ports.ts';
import { append } from './append.ts';
import { carve, type Value } from './carve.ts';
import { inTransaction, openDatabase, release } from './connection.ts';
import { Logs } from './logs.ts';
import { COLUMNS, ENTRY_COLUMNS, PUT_ENTRY, toChained } from './rows.ts';
import { migrate } from './schema.ts';
import { signedRows } from './sound.ts';
import { Statements } from './statements.ts';

/** How much of a history was saved, in messages, and how many there seem to have been. */
export type Saved = { readonly saved: number; readonly of: number };

/**
 * Rows as they were found, some more than once, some damaged; which there must have been; and whose
 * logs the numbers in them stand for, as different rows say.
 */
const FOUND = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE TABLE entry (log, seq, wall, counter, sent_at, kind, body, hash, sig, room, class, about,
    grp, author, epoch);
  CREATE TABLE known (log, seq, PRIMARY KEY (log, seq)) WITHOUT ROWID;
  CREATE TABLE name (log, grp, author, epoch, PRIMARY KEY (log, grp, author, epoch)) WITHOUT ROWID;
  CREATE TABLE head (log, seq);`;
/** How far a log went, and how many rows there were. Nobody writes ten million between two starts. */
const LOGS = `
  SELECT log, max(rows, coalesce(upTo, 0)) AS length FROM (
    SELECT log, count(*) AS rows FROM known GROUP BY 1
  ) LEFT JOIN (
    SELECT log AS l, max(seq) AS upTo FROM head WHERE seq < 10000000 GROUP BY 1
  ) ON l = log`;
const ROWS = `SELECT ${COLUMNS}, hash, sig FROM entry WHERE log = ? ORDER BY seq, sig IS NULL`;
const NAMES = 'SELECT grp, author, epoch FROM name WHERE log = ?';

const logRows = v.array(v.object({ log: v.number(), length: v.number() }));
const nameRows = v.array(
  v.object({
    grp: v.custom<GroupId>(isGroupId),
    author: v.custom<PeerId>(isPeerId),
    epoch: v.custom<Epoch>(isEpoch),
  }),
);
type Name = v.InferOutput<typeof nameRows>[number];

/**
 * Reads what can be read of the damaged history at `path` and of its WAL into a new one at `to`: of
 * every log the rows that can be shown to be its author's, and what else is kept beside the logs.
 * Changes nothing at `path`; works in `scratch`, a folder.
 */
export function salvage(crypto: LogCrypto, path: string, to: string, scratch: string): Saved {
  const found = new Statements(new Database(join(scratch, 'found.db')));
  const draft = new Statements(openDatabase(to));
  const logs = new Logs(draft);
  try {
    migrate(draft.db);
    found.db.exec(FOUND);
    inTransaction(draft.db, () => sort(carve(path), found, draft));
    const total = { saved: 0, of: 0 };
    for (const { log, length } of v.parse(logRows, found.of(LOGS).all())) {
      const { name, rows } = soundRows(crypto, found, log);
      if (name !== null) append(draft, logs, name.grp, rows);
      const messages = rows.filter(({ entry }) => classOf(entry.kind) === 'line').length;
      total.saved += messages;
      total.of += messages + Math.max(0, length - rows.length);
    }
    return total;
  } finally {
    release(draft.db);
    found.db.close();
  }
}

/** Tells rows apart by their form: no two tables have the same (schema.ts). */
function sort(rows: Iterable<readonly Value[]>, found: Statements, draft: Statements): void {
  const entry = found.of(PUT_ENTRY);
  const known = found.of('INSERT OR IGNORE INTO known VALUES (?, ?)');
  const name = found.of('INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)');
  const head = found.of('INSERT INTO head VALUES (?, ?)');
  const fork = draft.of('INSERT OR IGNORE INTO fork VALUES (?, ?, ?)');
  const watermark = draft.of(
    `INSERT INTO watermark VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq), read = max(read, excluded.read)`,
  );
  const seen = draft.of(
    `INSERT INTO seen VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)`,
  );
  found.db.exec('BEGIN');
  for (const row of rows) {
    const [a, b, c, d, e, f] = row;
    if (row.length === ENTRY_COLUMNS && isSeq(a) && isSeq(b)) {
      entry.run(...row);
      known.run(a, b);
      const [grp, author, epoch] = row.slice(-3);
      if (isName(grp, author, epoch)) name.run(a, grp, author, epoch);
    } else if (row.length === 10 && isEntryId(b) && isSeq(row[7]) && isSeq(row[9])) {
      known.run(row[9], row[7]);
    } else if (row.length === 6 && isSeq(e) && isSeq(f)) {
      known.run(e, f);
    } else if (row.length === 7 && isSeq(a) && isName(c, d, e)) {
      name.run(a, c, d, e);
      if (isSeq(f)) head.run(a, f);
    } else if (row.length === 4 && isName(a, b, c) && isSeq(d)) {
      name.run(d, a, b, c);
    } else if (row.length === 5 && isGroupId(a) && isPeerId(b) && isLogId(c)) {
      if (isSeq(d) && isCount(e)) watermark.run(a, b, c, d, e);
    } else if (row.length === 3 && isGroupId(a) && isLogId(b)) {
      if (typeof c === 'string') fork.run(a, b, c);
      else if (isSeq(c)) seen.run(a, b, c);
    }
  }
  found.db.exec('COMMIT; CREATE INDEX entry_place ON entry (log, seq);');
}

/** Whose log it is and what is sound of it. Where rows disagree about that, one name fits what is signed. */
function soundRows(
  crypto: LogCrypto,
  found: Statements,
  log: number,
): { readonly name: Name | null; readonly rows: readonly Chained[] } {
  let best: { name: Name | null; rows: readonly Chained[] } = { name: null, rows: [] };
  for (const name of v.parse(nameRows, found.of(NAMES).all(log))) {
    const rows = signedRows(crypto, name.grp, placesOf(found, log, name));
    if (rows.length > best.rows.length) best = { name, rows };
  }
  return best;
}

/** What was found at each place of a log, in its order; first what is signed. */
function* placesOf(found: Statements, log: number, whose: Name): Iterable<readonly Chained[]> {
  let place: Chained[] = [];
  for (const row of found.of(ROWS).all(log)) {
    const chained = read(whose, row);
    if (chained === null) continue;
    if (place[0] !== undefined && place[0].entry.seq !== chained.entry.seq) {
      yield place;
      place = [];
    }
    place.push(chained);
  }
  if (place.length > 0) yield place;
}

function read(whose: Name, row: unknown): Chained | null {
  try {
    return toChained(whose, row);
  } catch {
    return null;
  }
}

function isName(grp: unknown, author: unknown, epoch: unknown): boolean {
  return isGroupId(grp) && isPeerId(author) && isEpoch(epoch);
}

function isCount(count: unknown): boolean {
  return count === 0 || isSeq(count);
}

function isSeq(seq: unknown): boolean {
  return Number.isSafeInteger(seq) && Number(seq) > 0;
}
