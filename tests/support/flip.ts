import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Changes one bit of a file where `what` stands, everywhere it stands, as a failing disk does.
 * `at`: which of its bytes.
 */
export function flip(path: string, what: string | Uint8Array, at = 0): void {
  const content = readFileSync(path);
  let place = content.indexOf(what);
  if (place < 0) throw new Error(`${path} does not hold what is to be damaged`);
  for (; place >= 0; place = content.indexOf(what, place + 1)) {
    content.writeUInt8(content.readUInt8(place + at) ^ 1, place + at);
  }
  writeFileSync(path, content);
}
