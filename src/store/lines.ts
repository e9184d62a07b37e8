import * as v from 'valibot';
import { entryId, type GroupId } from '../core/ids.ts';
import type { Line, Seen } from '../core/ports.ts';
import type { Logs } from './logs.ts';
import { CLASSES } from './rows.ts';
import type { Statements } from './statements.ts';

const lineRows = v.array(
  v.object({ seq: v.number(), wall: v.number(), counter: v.number(), sent_at: v.number() }),
);
const wallRow = v.optional(v.object({ seq: v.number(), wall: v.number() }));
const lastRow = v.object({ last: v.nullable(v.number()) });

const LINES = `SELECT seq, wall, counter, sent_at FROM entry
  WHERE log = ? AND seq > ? AND wall >= ? AND class = ${CLASSES.line} ORDER BY seq LIMIT ?`;
const NEXT = 'SELECT seq, wall FROM entry WHERE log = ? AND seq > ? ORDER BY seq LIMIT 1';
const LAST = 'SELECT max(seq) AS last FROM entry WHERE log = ?';

/** Of each log the first lines after a place, and not before `since`: see {@link Store.lines}. */
export function readLines(
  sql: Statements,
  logs: Logs,
  group: GroupId,
  after: readonly Seen[],
  since: number,
  limit: number,
): readonly Line[] {
  const found: Line[] = [];
  for (const [name, seq] of after) {
    const log = logs.find(group, name);
    if (log === undefined) continue;
    const from = beforeMoment(sql, log.id, seq, since);
    const most = Math.max(1, limit - found.length);
    for (const row of v.parse(lineRows, sql.of(LINES).all(log.id, from, since, most))) {
      const { seq: at, wall, counter, sent_at: sentAt } = row;
      found.push({ id: entryId(name, at), hlc: [wall, counter], sentAt });
    }
  }
  return found;
}

/**
 * A place in a log after which nothing of it that is older than `since` has to be looked through: an
 * author's clock goes forward, so it is found by halves, and not by reading years.
 */
function beforeMoment(sql: Statements, log: number, after: number, since: number): number {
  const wallAfter = (seq: number): number | undefined =>
    v.parse(wallRow, sql.of(NEXT).get(log, seq))?.wall;
  if ((wallAfter(after) ?? since) >= since) return after;
  let [low, high] = [after, v.parse(lastRow, sql.of(LAST).get(log)).last ?? after];
  // What comes after `low` is too old; what comes after `high` is not, or is nothing.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((wallAfter(middle) ?? since) >= since) high = middle;
    else low = middle;
  }
  return high;
}
