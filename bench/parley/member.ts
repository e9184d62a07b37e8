import { parseAddress } from '../../src/core/address.ts';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { Memberships } from '../../src/core/memberships.ts';
import type { Store, Transport } from '../../src/core/ports.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { tcpTransport } from '../../src/net/tcp.ts';
import { ChatPeer, type SessionOptions } from '../../src/peer/chat-peer.ts';
import { systemClock, systemRandom } from './system.ts';

/** The open group of every benchmark. */
export const GROUP = 'bench';

/** A peer as a program makes one, but for what it keeps beside its history: that is in memory. */
export function member(store: Store, transport: Transport = tcpTransport): ChatPeer {
  return new ChatPeer({
    clock: systemClock,
    random: systemRandom,
    transport,
    crypto: sealedCrypto(createIdentity(), systemRandom),
    store,
    addressBook: new KnownAddresses(systemClock.now),
    contacts: new KnownContacts(systemClock.now),
    keyring: new Memberships(),
    addresses: (_, port) => [`127.0.0.1:${port}`],
  });
}

/** Joins the group by these addresses and returns the one to reach it at. Throws where that fails. */
export async function enter(
  peer: ChatPeer,
  name: string,
  addresses: readonly string[],
  options: Partial<SessionOptions> = {},
): Promise<string> {
  const seeds = addresses.map((address) => {
    const parsed = parseAddress(address);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value;
  });
  const joined = await peer.join({
    ...{ name, port: 0, host: '127.0.0.1', seeds, group: GROUP },
    ...{ secret: null, room: null, invitedBy: null, listen: true, mesh: true },
    ...options,
  });
  if (!joined.ok) throw new Error(joined.error.message);
  return peer.state.address ?? '';
}

/** Resolves once so many others are reached directly. */
export function linked(peer: ChatPeer, others: number): Promise<void> {
  const isLinked = (): boolean =>
    peer.state.people.filter(({ state }) => state === 'direct').length === others;
  return new Promise((resolve) => {
    if (isLinked()) return resolve();
    const stop = peer.onEvent(() => {
      if (!isLinked()) return;
      stop();
      resolve();
    });
  });
}
