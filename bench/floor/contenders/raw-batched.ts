import type { Carrier } from '../../group/carrier.ts';
import { frameBytes, putFrame, socketCarrier } from '../sockets.ts';

/** So much is gathered at most; a slab that is full leaves before the turn ends. */
const SLAB_BYTES = 65_536;

/** The limit: all that is said in one turn of the loop leaves in one write a socket. */
export const carrier: Carrier = socketCarrier((sockets) => {
  let slab = Buffer.allocUnsafe(SLAB_BYTES);
  let from = 0;
  let to = 0;
  function flush(): void {
    const frames = slab.subarray(from, to);
    from = to;
    if (frames.byteLength === 0) return;
    for (const socket of sockets) socket.write(frames);
  }
  return {
    write(message) {
      if (to + frameBytes(message) > SLAB_BYTES) {
        flush();
        slab = Buffer.allocUnsafe(SLAB_BYTES);
        from = 0;
        to = 0;
      }
      if (from === to) queueMicrotask(flush);
      to = putFrame(slab, to, message);
    },
  };
});
