import { utf8 } from './bytes.ts';
import type { Introduction } from './chart.ts';
import type { GroupId, Hash, PeerId } from './ids.ts';
import type { LogCrypto } from './ports.ts';

/**
 * What the author of a statement signs: the group, the start, the version, and everybody in it in
 * the order of their ids. The same for a change: the statement that follows from it.
 */
export function hashLinks(
  { hash }: Pick<LogCrypto, 'hash'>,
  group: GroupId,
  { id, epoch }: Pick<Introduction, 'id' | 'epoch'>,
  n: number,
  to: Iterable<PeerId>,
): Hash {
  return hash(utf8(JSON.stringify(['parley links 1', group, id, epoch, n, ...[...to].sort()])));
}
