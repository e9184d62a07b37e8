import { parseInvite } from '../../src/core/invite.ts';
import type { Destination } from '../../src/core/join-form.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import type { SessionOptions } from '../../src/peer/chat-peer.ts';
import { cheapArgon2 } from './cheap-argon2.ts';
import { Group, type Member } from './group.ts';

export const SECRET = 'ocean tiger lamp violin';
export const OTHER_SECRET = 'window candle river fox';

/** Members with the crypto of a real peer, but for the cost of a key. */
export function lockedGroup(): Group {
  return new Group((identity, random) => sealedCrypto(identity, random, cheapArgon2));
}

/** Of somebody who types a group and its secret. */
export function typed(group: string | null, secret: string | null = SECRET): Destination {
  return { group, secret, room: null, invitedBy: null };
}

/** What somebody joins with who has a member's invite link. */
export function invitedBy(member: Member): Pick<SessionOptions, 'seeds' | keyof Destination> {
  const link = member.peer.invite();
  const invite = link.ok ? parseInvite(link.value) : link;
  if (!invite.ok) throw new Error(invite.error.message);
  const { addresses: seeds, ...destination } = invite.value;
  return { seeds, ...destination };
}

/** What a member has been warned of. */
export function warningsOf(member: Member): readonly string[] {
  return member.all('warning').map(({ message }) => message);
}
