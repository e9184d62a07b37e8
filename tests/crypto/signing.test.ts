import { expect, test } from 'vitest';
import { isGroupId } from '../../src/core/ids.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';

const [ana, ben] = [signingWith(createIdentity()), signingWith(createIdentity())];
const NONCE = '0123456789abcdef'.repeat(2);

test('a group has one id for everybody, and another name another id', () => {
  expect(ana.groupId('design')).toBe(ben.groupId('design'));
  expect(isGroupId(ana.groupId('design'))).toBe(true);
  expect(ana.groupId('Design')).not.toBe(ana.groupId('design'));
});

test('a tag is the same for all who know group and nonce, and differs by each of them', () => {
  const tag = ana.groupTag(ana.groupId('design'), NONCE);
  expect(tag).toMatch(/^[0-9a-f]{32}$/);
  expect(ben.groupTag(ben.groupId('design'), NONCE)).toBe(tag);
  expect(ana.groupTag(ana.groupId('lobby'), NONCE)).not.toBe(tag);
  expect(ana.groupTag(ana.groupId('design'), 'ff'.repeat(16))).not.toBe(tag);
  expect(tag).not.toBe(ana.groupId('design'));
});
