import type { PeerProcess } from '../../support/peer-process.ts';
import type { Host } from './host.ts';
import { joined, sees } from './people.ts';

/** Starts a peer on each computer, the first of them as everybody's seed; resolves once all have links. */
export async function startGroup<const Hosts extends readonly [Host, ...Host[]]>(
  hosts: Hosts,
): Promise<{ readonly [I in keyof Hosts]: PeerProcess }> {
  const [first, ...rest] = hosts;
  const seed = first.start();
  await joined(seed);
  const peers = [seed, ...rest.map((host) => host.start(first))];
  await Promise.all(
    peers.map((peer, i) => {
      const others = hosts.filter((_, other) => other !== i);
      return sees(peer, 'direct', others);
    }),
  );
  return peers as { readonly [I in keyof Hosts]: PeerProcess };
}
