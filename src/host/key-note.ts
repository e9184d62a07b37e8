import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChatPeer } from '../peer/chat-peer.ts';
import { plainPath } from './identity-file.ts';
import { onceJoined } from './once-joined.ts';
import type { Profile } from './profile.ts';

/**
 * Says once in the life of a profile that its key lies in a plain file: when it has first joined a
 * group with somebody there to read it. To be called after whoever shows the events listens.
 */
export function noteKeyInFile(
  { dir, keptIn }: Pick<Profile, 'dir' | 'keptIn'>,
  peer: ChatPeer,
): void {
  const said = join(dir, 'identity.noted');
  if (keptIn !== 'file' || existsSync(said)) return;
  onceJoined(peer, () => {
    peer.note({
      code: 'identity-in-file',
      params: { file: plainPath(dir) },
      message: `Your key is kept in a file that only you can read, not in a key store of the system: ${plainPath(dir)}. Whoever has a copy of it can speak as you.`,
    });
    try {
      writeFileSync(said, '', { mode: 0o600 });
    } catch {
      // Then it is said once more the next time.
    }
  });
}
