import { MemoryStore } from '../../../src/store/memory.ts';
import type { Carrier } from '../../group/carrier.ts';
import { enter, linked, member } from '../../parley/member.ts';

/**
 * Chat peers, who come in through the first of them and find the others by what they are told. Their
 * histories are in memory: each has a disk of its own, and here all would wait for the same one.
 */
export const carrier: Carrier = {
  ordered: true,
  async join({ index, size, dial }, inbox) {
    const peer = member(new MemoryStore());
    peer.onEvent((event) => {
      if (event.type === 'error') inbox.fail(new Error(event.message));
    });
    return {
      address: await enter(peer, `Member ${index}`, dial),
      linked: () => linked(peer, size - 1),
      publish() {
        throw new Error('Nothing is said here');
      },
      drained: () => null,
      close: () => peer.leave(),
    };
  },
};
