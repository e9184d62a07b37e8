import type { Entry } from '../core/entry.ts';
import { type Epoch, type LogId, type PeerId, splitLogId } from '../core/ids.ts';
import { wireSize } from '../core/wire.ts';

/**
 * Fills a page with what each log holds after a sequence number, oldest first, until the next entry
 * would take it over `maxBytes`.
 */
export function fillPage(
  wants: readonly (readonly [log: LogId, after: number])[],
  maxBytes: number,
  readLog: (author: PeerId, epoch: Epoch, after: number) => readonly Entry[],
): readonly Entry[] {
  const found: Entry[] = [];
  let bytes = 0;
  for (const [log, after] of wants) {
    const { author, epoch } = splitLogId(log);
    for (const entry of readLog(author, epoch, after)) {
      bytes += wireSize(entry);
      if (bytes > maxBytes) return found;
      found.push(entry);
    }
  }
  return found;
}
