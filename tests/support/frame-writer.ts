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

/** What such a writer has put together; throws where it is not whole frames. */
export function readFrames(bytes: Uint8Array): Buffer[] {
  const rest = Buffer.from(bytes);
  const found: Buffer[] = [];
  for (let at = 0; at < rest.length; ) {
    const end = at + 4 + rest.readUInt32BE(at);
    if (end > rest.length) throw new Error('Frames end too early');
    found.push(rest.subarray(at + 4, end));
    at = end;
  }
  return found;
}
