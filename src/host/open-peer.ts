import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Random } from '../core/ports.ts';
import { sealedCrypto } from '../crypto/sealed.ts';
import { tcpTransport } from '../net/tcp.ts';
import { ChatPeer } from '../peer/chat-peer.ts';
import { AddressBookFile } from './address-book.ts';
import { shareableAddresses } from './network.ts';
import { watchNetwork } from './network-watch.ts';
import type { Profile } from './profile.ts';

const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

const systemRandom: Random = {
  bytes: (length) => randomBytes(length),
  fraction: () => Math.random(),
};

/** A peer on the real network, the real clock and this profile's disk. */
export function openPeer(profile: Profile): ChatPeer {
  const peer = new ChatPeer({
    clock: systemClock,
    random: systemRandom,
    transport: tcpTransport,
    crypto: sealedCrypto(profile.identity, systemRandom),
    store: profile.store,
    addressBook: new AddressBookFile(join(profile.dir, 'addresses.json')),
    addresses: shareableAddresses,
  });
  watchNetwork(() => peer.networkChanged());
  return peer;
}
