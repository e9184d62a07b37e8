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
    if (isNew(sql, logs, log, head, entry.seq)) fresh.push(entry);
    put.run(toValues(log, chained));
    if (entry.seq === head + 1) moved.set(name, chained);
  }
  for (const [name, { entry, hash }] of moved) {
    logs.move(logs.open(group, name), { seq: entry.seq, hash });
  }
  return fresh;
}

/** Whether a place beyond the head, which is about to be taken, is free. Looked up only where it may not be. */
function isNew(sql: Statements, logs: Logs, log: StoredLog, head: number, seq: number): boolean {
  const taken = logs.firstBeyond(log, head);
  if (seq >= taken) return seq > taken && sql.of(IS_STORED).get(log.id, seq) === undefined;
  if (seq > head + 1) logs.takenAhead(log, seq);
  return true;
}
