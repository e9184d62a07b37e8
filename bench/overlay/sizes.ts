import { GRAFT_BYTES, IHAVE_BYTES, PRUNE_BYTES, textBytes } from '../scale/sizes.ts';
import type { GossipMessage } from './plumtree.ts';

/** A chat message as in the other benchmarks. */
const TEXT_BYTES = 200;

/** What the messages of a broadcast would weigh in Parley's protocol. */
export const MESSAGE: Readonly<Record<GossipMessage['t'], number>> = {
  gossip: textBytes(TEXT_BYTES),
  ihave: IHAVE_BYTES,
  graft: GRAFT_BYTES,
  prune: PRUNE_BYTES,
};
