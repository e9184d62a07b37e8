import type { PeerProcess } from '../../support/peer-process.ts';
import type { Host } from './host.ts';
import { sees } from './people.ts';

/** Many programs starting at once on two cores take seconds. */
const JOIN_BOUND_MS = 30_000;

/** Starts a peer on each computer, the first of them as everybody's seed; resolves once all have links. */
export async function startGroup<const Hosts extends readonly [Host, ...Host[]]>(
  hosts: Hosts,
): Promise<{ readonly [I in keyof Hosts]: PeerProcess }> {
  const [first, ...rest] = hosts;
  const seed = first.start();
  await seed.event('joined-group', undefined, JOIN_BOUND_MS);
  const peers = [seed, ...rest.map((host) => host.start(first))];
  await Promise.all(
    peers.map((peer, i) => {
      const others = hosts.filter((_, other) => other !== i);
      return sees(peer, 'direct', others, JOIN_BOUND_MS);
    }),
  );
  return peers as { readonly [I in keyof Hosts]: PeerProcess };
}
