import type { Chained } from '../core/chain.ts';
import { type Entry, logOf } from '../core/entry.ts';
import type { GroupId, LogId } from '../core/ids.ts';
import { inTransaction } from './connection.ts';
import type { Logs, StoredLog } from './logs.ts';
import { PUT_ENTRY, toValues } from './rows.ts';
import type { Statements } from './statements.ts';

const IS_STORED = 'SELECT 1 FROM entry WHERE log = ? AND seq = ?';

/** Writes entries and moves the heads that they continue: see {@link Store.append}. */
export function append(
  sql: Statements,
  logs: Logs,
  group: GroupId,
  entries: readonly Chained[],
): readonly Entry[] {
  try {
    let fresh: readonly Entry[] = [];
    inTransaction(sql.db, () => {
      fresh = write(sql, logs, group, entries);
    });
    return fresh;
  } catch (cause) {
    logs.forget();
    throw cause;
  }
}

function write(
  sql: Statements,
  logs: Logs,
  group: GroupId,
  entries: readonly Chained[],
): readonly Entry[] {
  const put = sql.of(PUT_ENTRY);
  const fresh: Entry[] = [];
  const moved = new Map<LogId, Chained>();
  for (const chained of entries) {
    const { entry } = chained;
    const name = logOf(entry);
    const log = logs.open(group, name);
    const head = moved.get(name)?.entry.seq ?? log.head.seq;
    if (entry.seq <= head) continue;
    if (isNew(sql, logs, log, entry.seq)) fresh.push(entry);
    put.run(toValues(log, chained));
    if (entry.seq === head + 1) moved.set(name, chained);
  }
  for (const [name, { entry, hash }] of moved) {
    logs.move(logs.open(group, name), { seq: entry.seq, hash });
  }
  return fresh;
}

/** Whether nothing is stored at a place that is about to be taken. Looked for only where it may be. */
function isNew(sql: Statements, logs: Logs, log: StoredLog, seq: number): boolean {
  if (seq <= logs.endOf(log)) return sql.of(IS_STORED).get(log.id, seq) === undefined;
  logs.reached(log, seq);
  return true;
}
