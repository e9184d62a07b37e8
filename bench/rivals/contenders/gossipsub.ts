import { setTimeout as pause } from 'node:timers/promises';
import type { Carrier, Inbox, Member, Place } from '../../group/carrier.ts';
import { parseMultiaddr, startNode } from '../libp2p-node.ts';

const TOPIC = 'parley';
/** How often it is looked whether subscriptions have come: there is no event that tells it of all. */
const LOOK_MS = 5;

/** js-libp2p with gossipsub: links between the members, and every message signed by its author. */
export const carrier: Carrier = {
  // Messages are signed and checked side by side, and may overtake each other.
  ordered: false,

  async join({ dial, links }: Place, inbox: Inbox): Promise<Member> {
    const node = await startNode(TOPIC);
    const { pubsub } = node.services;
    pubsub.addEventListener('message', (event) => {
      const { data } = (event as CustomEvent<{ readonly data: Uint8Array }>).detail;
      inbox.bytes(data, 0, data.byteLength);
    });
    for (const address of dial) await node.dial([await parseMultiaddr(address)]);
    const saying = new Set<Promise<unknown>>();
    return {
      address: String(node.getMultiaddrs()[0]),
      async linked() {
        while (pubsub.getSubscribers(TOPIC).length < links) await pause(LOOK_MS);
      },
      publish(message) {
        const said: Promise<unknown> = pubsub.publish(TOPIC, message).then(
          () => saying.delete(said),
          (error) => inbox.fail(error),
        );
        saying.add(said);
      },
      drained: () => (saying.size === 0 ? null : Promise.all(saying).then(() => undefined)),
      close: () => node.stop(),
    };
  },
};
