import type { FrameReader } from '../../src/core/frame.ts';

/** Hands every payload that `chunk` completes to `onFrame`, in order. */
export function readOn(
  reader: FrameReader,
  chunk: Uint8Array,
  onFrame: (payload: Uint8Array) => void,
): void {
  reader.feed(chunk);
  for (let payload = reader.next(); payload !== null; payload = reader.next()) onFrame(payload);
}
