import { PROFILE } from '../core/content.ts';
import { type Entry, idOf } from '../core/entry.ts';
import type { GroupId } from '../core/ids.ts';
import type { Ordered } from '../core/order.ts';
import type { Store } from '../core/ports.ts';
import { type Profile, parseProfile } from '../core/profile.ts';

/** Entries read at once: every start of everybody has one, and few are worth keeping in memory. */
const PAGE = 1_000;

/** Reads every profile that the log holds, newest first. */
export async function readProfiles(
  store: Store,
  group: GroupId,
  read: (entry: Entry, profile: Profile) => void,
): Promise<void> {
  let before: Ordered | null = null;
  for (;;) {
    const page: readonly Entry[] = await store.newest(group, PROFILE, PAGE, before);
    for (const entry of page.toReversed()) {
      const profile = parseProfile(entry.body);
      if (profile !== null) read(entry, profile);
    }
    const [oldest] = page;
    if (oldest === undefined || page.length < PAGE) return;
    before = { id: idOf(oldest), hlc: oldest.hlc };
  }
}
