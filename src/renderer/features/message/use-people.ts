import { useMemo } from 'react';
import type { Contacts } from '../../../core/contacts.ts';
import type { PeerRef, RosterPeer } from '../../../core/events.ts';
import type { PeerId } from '../../../core/ids.ts';
import { labelOf, type Tags } from '../../../core/labels.ts';
import { useMirror } from '../../state/mirror.ts';

/** What people are called who have put something on a message; nobody of those who are blocked. */
export type Namer = (by: readonly PeerId[], you: string) => readonly string[];

type Known = {
  readonly self: PeerRef | null;
  readonly people: readonly RosterPeer[];
  readonly contacts: Contacts;
  readonly tags: Tags;
};

export function useNamer(): Namer {
  const self = useMirror((mirror) => mirror.chat.self);
  const people = useMirror((mirror) => mirror.chat.people);
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const tags = useMirror((mirror) => mirror.chat.tags);
  return useMemo(() => namerOf({ self, people, contacts, tags }), [self, people, contacts, tags]);
}

/** Oneself first: one looks for that. */
export function namerOf({ self, people, contacts, tags }: Known): Namer {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (by, you) => {
    const others = by
      .filter((id) => id !== self?.id)
      .map((id) => ({ id, name: names.get(id) ?? contacts[id]?.name ?? '?' }))
      .map((peer) => labelOf(peer, { tags, contacts }));
    return by.some((id) => id === self?.id) ? [you, ...others] : others;
  };
}

/** Who has put something on a message, without those who are blocked. */
export function shownBy(by: readonly PeerId[], contacts: Contacts): readonly PeerId[] {
  return by.some((id) => contacts[id]?.blocked) ? by.filter((id) => !contacts[id]?.blocked) : by;
}
