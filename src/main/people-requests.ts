import * as v from 'valibot';
import { isPeerId } from '../core/ids.ts';
import { contactChangeSchema } from '../core/known-contacts.ts';
import { profileChangeSchema } from '../core/profile.ts';
import { err } from '../core/result.ts';
import type { Handlers } from '../ipc/contract.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import { BAD_REQUEST } from './untrusted.ts';

type PeopleKeys = 'changeContact' | 'changeProfile' | 'inspect' | 'safetyNumber';

/** What these requests need of a peer. */
export type PeoplePeer = Pick<ChatPeer, PeopleKeys | 'state'>;

/** The requests about people, oneself among them. `renamed`: what we are called, once we changed. */
export function peopleRequests(
  peer: PeoplePeer,
  renamed: (name: string) => void,
): Pick<Handlers, PeopleKeys> {
  return {
    changeContact: async (id, change) => {
      const parsed = v.safeParse(contactChangeSchema, change);
      if (!isPeerId(id) || !parsed.success) return err(BAD_REQUEST);
      return peer.changeContact(id, parsed.output);
    },
    changeProfile: async (change) => {
      const parsed = v.safeParse(profileChangeSchema, change);
      if (!parsed.success) return err(BAD_REQUEST);
      const changed = await peer.changeProfile(parsed.output);
      const name = peer.state.self?.name;
      if (changed.ok && name !== undefined) renamed(name);
      return changed;
    },
    inspect: async (id) => (isPeerId(id) ? peer.inspect(id) : err(BAD_REQUEST)),
    safetyNumber: async (id) => (isPeerId(id) ? peer.safetyNumber(id) : err(BAD_REQUEST)),
  };
}
