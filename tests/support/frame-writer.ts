/** Frames by Node's own writer, so that the code under test is not checked against itself. */
export function writeFrames(payloads: readonly Uint8Array[]): Buffer {
  return Buffer.concat(payloads.flatMap((payload) => [header(payload.byteLength), payload]));
}

/** Only the length that a frame announces. */
export function header(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
