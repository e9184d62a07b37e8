import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { isPeerId } from '../../src/core/ids.ts';
import {
  createIdentity,
  identityFromSecret,
  peerIdOf,
  SECRET_KEY_BYTES,
} from '../../src/crypto/identity.ts';

/** The prefixes of RFC 8410 that make raw Ed25519 keys readable for Node. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

test('an identity comes back whole from its secret key', () => {
  const made = createIdentity();
  const read = identityFromSecret(Uint8Array.from(made.secretKey));
  expect(Buffer.from(read.publicKey)).toEqual(Buffer.from(made.publicKey));
  expect(peerIdOf(read)).toBe(peerIdOf(made));
});

test('no two identities are alike', () => {
  const ids = Array.from({ length: 20 }, () => peerIdOf(createIdentity()));
  expect(new Set(ids).size).toBe(20);
  expect(ids.every(isPeerId)).toBe(true);
});

test('the key is Ed25519 as Node knows it: the public half follows from the secret one', () => {
  const { secretKey, publicKey } = createIdentity();
  const der = Buffer.concat([PKCS8, secretKey.subarray(0, 32)]);
  const key = { key: der, format: 'der', type: 'pkcs8' } as const;
  const signature = sign(null, Buffer.from('hello'), key);
  const { publicKey: stranger } = generateKeyPairSync('ed25519');
  const x = Buffer.from(publicKey).toString('base64url');
  const jwk = { key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' } as const;
  expect(verify(null, Buffer.from('hello'), jwk, signature)).toBe(true);
  expect(verify(null, Buffer.from('hello'), stranger, signature)).toBe(false);
});

test.each([0, 32, SECRET_KEY_BYTES - 1, SECRET_KEY_BYTES + 1])(
  'a secret key of %i bytes is refused',
  (length) => {
    expect(() => identityFromSecret(new Uint8Array(length))).toThrow(/64 bytes/);
  },
);
