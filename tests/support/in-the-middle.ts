import type { Connection } from '../../src/core/ports.ts';
import { writeFrames } from './frame-writer.ts';
import { at, type Group, PORT } from './group.ts';

/** Which end of the connection somebody is, as seen from the middle. */
export type End = 'dialler' | 'listener';

/** Hears each frame's payload, with its number among those from that end. */
export type Ear = (from: End, payload: Buffer, index: number) => void;

/** What to do with one connection, given how to speak to both its ends. */
export type Meddler = (say: (to: End, payload: Uint8Array) => void) => Ear;

/** Passes on what this makes of each frame: nothing, or several. */
export function altering(
  alter: (from: End, payload: Buffer, index: number) => readonly Uint8Array[],
): Meddler {
  return (say) => (from, payload, index) => {
    for (const part of alter(from, payload, index)) say(opposite(from), part);
  };
}

export function opposite(end: End): End {
  return end === 'dialler' ? 'listener' : 'dialler';
}

/** Opens a door on the host `mallory`: whoever dials it is connected to `victim`, with mallory between. */
export async function standBetween(group: Group, victim: string, meddle: Meddler): Promise<void> {
  const transport = group.network.memory.transport('mallory');
  const listening = await transport.listen({ host: null, port: PORT }, (dialler) => {
    transport.dial(at(victim), {
      opened: (listener) => join(dialler, listener, meddle),
      failed: () => dialler.destroy(),
    });
  });
  if (!listening.ok) throw new Error(listening.error.message);
}

/** A link writes a whole frame at a time, so that none needs to be put together here. */
function join(dialler: Connection, listener: Connection, meddle: Meddler): void {
  const ends = { dialler, listener };
  const ear = meddle((to, payload) => ends[to].write(writeFrames([payload])));
  const startEnd = (end: End): void => {
    let index = 0;
    ends[end].start({
      data: (bytes) => ear(end, Buffer.from(bytes.subarray(4)), index++),
      drained: () => undefined,
      closed: () => ends[opposite(end)].end(),
    });
  };
  startEnd('listener');
  startEnd('dialler');
}
