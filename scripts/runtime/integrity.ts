import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Refuses a file that is not, byte for byte, the one which an npm integrity value describes.
 *
 * `integrity` is one Subresource Integrity hash, `sha512-<base64>` (https://www.w3.org/TR/sri-2/).
 * Only sha512 is taken: npm uses it for every current package, and weaker hashes prove nothing.
 */
export async function assertIntegrity(file: string, integrity: string): Promise<void> {
  const expected = /^sha512-(?<hash>[A-Za-z0-9+/]{86}==)$/.exec(integrity)?.groups?.['hash'];
  if (expected === undefined) throw new Error(`"${integrity}" is not a sha512 integrity value.`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('base64');
  if (actual !== expected) {
    throw new Error(
      `${file} is refused: its sha512 is ${actual}, but ${expected} was expected; the download is damaged or not the published one.`,
    );
  }
}
