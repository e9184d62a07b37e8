import type { Contacts } from './contacts.ts';
import type { PeerRef } from './events.ts';
import type { PeerId } from './ids.ts';

/** What tells namesakes apart: the first digits of their keys. Nobody else has any. */
export type Tags = Readonly<Record<PeerId, string>>;

/** All that decides how people are shown here. */
export type Naming = { readonly tags: Tags; readonly contacts: Contacts };

/** What somebody is called here: by the nickname that one has given them, else as they say. */
export function nameFor({ id, name }: PeerRef, contacts: Contacts): string {
  return contacts[id]?.nickname ?? name;
}

/** How somebody is shown: the name, and where others have it too, their tag. */
export function labelOf(peer: PeerRef, { tags, contacts }: Naming): string {
  const name = nameFor(peer, contacts);
  const tag = tags[peer.id];
  return tag === undefined ? name : `${name} (${tag})`;
}
