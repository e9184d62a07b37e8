import type { Carrier } from '../../group/carrier.ts';
import { frameBytes, putFrame, socketCarrier } from '../sockets.ts';

/** The floor: one write a message and socket, header and body together. */
export const carrier: Carrier = socketCarrier((sockets) => ({
  write(message) {
    const frame = Buffer.allocUnsafe(frameBytes(message));
    putFrame(frame, 0, message);
    for (const socket of sockets) socket.write(frame);
  },
}));
