import type Database from 'libsql';
import * as v from 'valibot';
import { entryId, type GroupId, type LogId, splitLogId } from '../core/ids.ts';
import type { Line, Seen } from '../core/ports.ts';

const lineRows = v.array(
  v.object({ seq: v.number(), wall: v.number(), counter: v.number(), sent_at: v.number() }),
);
const wallRow = v.optional(v.object({ seq: v.number(), wall: v.number() }));
const lastRow = v.object({ last: v.nullable(v.number()) });

const OF_LOG = 'grp = ? AND author = ? AND epoch = ?';

/** Of each log the first lines after a place, and not before `since`: see {@link Store.lines}. */
export function readLines(
  db: Database.Database,
  group: GroupId,
  after: readonly Seen[],
  since: number,
  limit: number,
): readonly Line[] {
  const select = db.prepare(`SELECT seq, wall, counter, sent_at FROM entry
    WHERE ${OF_LOG} AND seq > ? AND wall >= ? AND class = 'line' ORDER BY seq LIMIT ?`);
  const found: Line[] = [];
  for (const [log, seq] of after) {
    const { author, epoch } = splitLogId(log);
    const from = beforeMoment(db, group, log, seq, since);
    const most = Math.max(1, limit - found.length);
    for (const row of v.parse(lineRows, select.all(group, author, epoch, from, since, most))) {
      const { seq: at, wall, counter, sent_at: sentAt } = row;
      found.push({ id: entryId(log, at), hlc: [wall, counter], sentAt });
    }
  }
  return found;
}

/**
 * A place in a log after which nothing of it that is older than `since` has to be looked through: an
 * author's clock goes forward, so it is found by halves, and not by reading years.
 */
function beforeMoment(
  db: Database.Database,
  group: GroupId,
  log: LogId,
  after: number,
  since: number,
): number {
  const { author, epoch } = splitLogId(log);
  const next = db.prepare(
    `SELECT seq, wall FROM entry WHERE ${OF_LOG} AND seq > ? ORDER BY seq LIMIT 1`,
  );
  const wallAfter = (seq: number): number | undefined =>
    v.parse(wallRow, next.get(group, author, epoch, seq))?.wall;
  if ((wallAfter(after) ?? since) >= since) return after;
  const last = db.prepare(`SELECT max(seq) AS last FROM entry WHERE ${OF_LOG}`);
  let [low, high] = [after, v.parse(lastRow, last.get(group, author, epoch)).last ?? after];
  // What comes after `low` is too old; what comes after `high` is not, or is nothing.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((wallAfter(middle) ?? since) >= since) high = middle;
    else low = middle;
  }
  return high;
}
