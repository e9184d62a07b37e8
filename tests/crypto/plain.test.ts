import { expect, test } from 'vitest';
import { isGroupId } from '../../src/core/ids.ts';
import type { HandshakeStep } from '../../src/core/ports.ts';
import { createIdentity, peerIdOf } from '../../src/crypto/identity.ts';
import { plainCrypto } from '../../src/crypto/plain.ts';

const [ANA, BEN] = [createIdentity(), createIdentity()];
const [ana, ben] = [plainCrypto(ANA), plainCrypto(BEN)];
const NONCE = '0123456789abcdef'.repeat(2);

function sent(step: HandshakeStep): Uint8Array {
  if (step.send === null) throw new Error('Nothing was sent');
  return step.send;
}

test('a handshake of three messages tells each side who the other one is', () => {
  const [dialler, listener] = [ana.handshake('dialler'), ben.handshake('listener')];
  const first = dialler.begin();
  expect(listener.begin()).toBeNull();
  if (first === null) throw new Error('The dialler begins');
  const second = listener.receive(first);
  expect(second.channel).toBeNull();
  const third = dialler.receive(sent(second));
  expect(third.channel?.remote).toBe(peerIdOf(BEN));
  const end = listener.receive(sent(third));
  expect(end.channel?.remote).toBe(peerIdOf(ANA));
  expect(end.send).toBeNull();
});

test('what one side seals the other one opens, both ways', () => {
  const [dialler, listener] = [ana.handshake('dialler'), ben.handshake('listener')];
  const second = listener.receive(dialler.begin() ?? new Uint8Array());
  const near = dialler.receive(sent(second));
  const far = listener.receive(sent(near)).channel;
  const text = Buffer.from('hello\0<EXITENCD>');
  if (near.channel === null || far === null) throw new Error('The handshake is not over');
  expect(Buffer.from(far.open(near.channel.seal(text)))).toEqual(text);
  expect(Buffer.from(near.channel.open(far.seal(text)))).toEqual(text);
});

test.each([
  ['nothing', []],
  ['another first byte', [2]],
  ['more than was asked', [1, 1]],
  ['a browser', [...Buffer.from('GET / HTTP/1.1')]],
])('a listener refuses to begin with %s', (_, bytes) => {
  expect(() => ben.handshake('listener').receive(Uint8Array.from(bytes))).toThrow(Error);
});

test.each([0, 31, 33])('a message of %i bytes names nobody', (length) => {
  expect(() => ana.handshake('dialler').receive(new Uint8Array(length))).toThrow(Error);
  const listener = ben.handshake('listener');
  listener.receive(Uint8Array.of(1));
  expect(() => listener.receive(new Uint8Array(length))).toThrow(Error);
});

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
