import { expect, test } from 'vitest';
import type { Crypto, Role, SecureChannel } from '../../src/core/ports.ts';
import { identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { writeFrames } from '../support/frame-writer.ts';
import { at, Group, type Member } from '../support/group.ts';
import { altering, type Meddler, opposite, standBetween } from '../support/in-the-middle.ts';
import { NoiseByHand } from '../support/noise-by-hand.ts';
import { RawPeer } from '../support/raw-peer.ts';

const MALLORY = identityFromSeed(Buffer.alloc(32, 0x4d));
/** Of those who only dial, so that every byte goes through the middle. */
const DIALS_ONLY = { listen: false, mesh: false, group: 'lobby' };

type Alter = Parameters<typeof altering>[0];

const passing: Alter = (_, payload) => [payload];

/** Ana in her group, and whoever dials mallory reaches her through the middle. */
async function anaBehind(meddle: Meddler): Promise<{ group: Group; ana: Member }> {
  const group = new Group(sealedCrypto);
  const ana = await group.start('ana', [], { mesh: false, group: 'lobby' });
  await standBetween(group, 'ana', meddle);
  return { group, ana };
}

function dialsThroughMallory(group: Group): number {
  return group.network.dials.filter(({ to }) => to === 'mallory').length;
}

test('three people meet, talk, leave and come back over sealed links', async () => {
  const group = new Group(sealedCrypto);
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  await ana.say('Hello, both');
  await cleo.say('Hello, Ana');
  await group.until(() => ben.texts.length === 2, 'Ben reads both');
  await ben.leave();
  await ana.say('He has left');
  const again = await group.start('ben', ['cleo'], {}, { as: ben });
  await group.until(() => again.texts.includes('He has left'), 'Ben catches up');
  expect(again.roster).toEqual({ ana: 'direct', cleo: 'direct' });
  expect(group.network.frames.map(({ message }) => message).filter(Boolean)).toEqual([]);
});

test('a peer that shows our own key is our own address, and said to be', async () => {
  const group = new Group(sealedCrypto);
  await group.start('ana');
  const ben = await group.start('ben', ['ben', 'ana'], { group: 'lobby' });
  expect(ben.all('warning')).toMatchObject([{ code: 'seed-self' }]);
  expect(ben.roster).toEqual({ ana: 'direct' });
});

test('somebody in the middle who changes nothing is not noticed, and reads nothing', async () => {
  const { group } = await anaBehind(altering(passing));
  const ben = await group.start('ben', ['mallory'], DIALS_ONLY);
  expect(ben.roster).toEqual({ ana: 'direct' });
});

function onJson(part: object): (payload: Buffer) => Uint8Array {
  return (payload) => Buffer.from(JSON.stringify({ ...JSON.parse(payload.toString()), ...part }));
}

function bitFlipped(payload: Buffer): Uint8Array {
  const copy = Uint8Array.from(payload);
  copy[20] = (copy[20] ?? 0) ^ 1;
  return copy;
}

const cut = (payload: Buffer): Uint8Array => payload.subarray(0, -1);
const spaced = (payload: Buffer): Uint8Array => Buffer.from(payload.toString().replace('{', '{ '));

test.each<[what: string, from: Role, index: number, change: (payload: Buffer) => Uint8Array]>([
  ['the group taken out of the preamble', 'dialler', 0, onJson({ tag: null })],
  ['other versions in the preamble', 'dialler', 0, onJson({ parley: [0, 9] })],
  ['another nonce without a group', 'dialler', 0, onJson({ nonce: '0'.repeat(32), tag: null })],
  ['a space in the preamble', 'dialler', 0, spaced],
  ['one more word in the answer', 'listener', 0, onJson({ more: 1 })],
  ['a version that was not offered', 'listener', 0, onJson({ version: 0 })],
  ['the first handshake message altered', 'dialler', 1, bitFlipped],
  ['the second altered', 'listener', 1, bitFlipped],
  ['the third altered', 'dialler', 2, bitFlipped],
  ['the first cut short', 'dialler', 1, cut],
  ['the second cut short', 'listener', 1, cut],
  ['the third cut short', 'dialler', 2, cut],
])(
  '%s: no link comes of it, and nobody is believed to be there',
  async (_, from, index, change) => {
    const { group, ana } = await anaBehind(
      altering((end, payload, n) => [end === from && n === index ? change(payload) : payload]),
    );
    const ben = await group.start('ben', ['mallory'], DIALS_ONLY);
    await group.quiet(10_000);
    expect(dialsThroughMallory(group)).toBeGreaterThan(1);
    expect(ben.all('joined-group')).toMatchObject([{ created: true }]);
    expect(ben.roster).toEqual({});
    expect(ana.roster).toEqual({});
  },
);

/** What is done to two frames that follow each other on an open link. */
const DAMAGES: readonly (readonly [
  what: string,
  (frames: readonly Buffer[]) => readonly Uint8Array[],
])[] = [
  ['altered', ([first, second]) => [bitFlipped(frame(first)), frame(second)]],
  ['cut short', ([first, second]) => [cut(frame(first)), frame(second)]],
  ['repeated', ([first, second]) => [frame(first), frame(first), frame(second)]],
  ['left out', ([, second]) => [frame(second)]],
  ['put in another order', ([first, second]) => [frame(second), frame(first)]],
];

function frame(payload: Buffer | undefined): Buffer {
  if (payload === undefined) throw new Error('Two frames were to be held');
  return payload;
}

test.each(DAMAGES)(
  'frames %s on the way end the link; a new one brings all, once',
  async (_, damage) => {
    let armed = false;
    const held: Buffer[] = [];
    const { group, ana } = await anaBehind(
      altering((from, payload) => {
        if (!armed || from !== 'listener') return [payload];
        held.push(payload);
        if (held.length < 2) return [];
        armed = false;
        return damage(held);
      }),
    );
    const ben = await group.start('ben', ['mallory'], DIALS_ONLY);
    await group.quiet();
    const dials = dialsThroughMallory(group);
    armed = true;
    await ana.say('one');
    await ana.say('two');
    await group.until(() => ben.texts.length === 2, 'Ben reads both', 30_000);
    await group.quiet(10_000);
    expect(held).toHaveLength(2);
    expect(dialsThroughMallory(group)).toBeGreaterThan(dials);
    expect(ben.texts).toEqual(['one', 'two']);
    expect(ben.told).toHaveLength(2);
  },
);

/** Ends both links with a key of its own and hands everything on: all that can be done without Ana's. */
function ownKeyBetween(): Meddler {
  return (say) => {
    const opening: Buffer[] = [];
    let ends: Readonly<Record<Role, NoiseByHand>> | null = null;
    let lastRead = { dialler: false, listener: false };
    const waiting: { readonly to: Role; readonly content: Buffer }[] = [];
    const flush = (): void => {
      if (ends === null || !lastRead.dialler || !lastRead.listener) return;
      for (const { to, content } of waiting.splice(0)) say(to, ends[to].seal(content));
    };
    return (from, payload, index) => {
      if (index === 0) {
        say(opposite(from), payload);
        opening.push(payload);
        return;
      }
      if (ends === null) {
        const prologue = Buffer.concat([Buffer.from('parley link 1\n'), writeFrames(opening)]);
        ends = {
          dialler: new NoiseByHand('listener', MALLORY, prologue),
          listener: new NoiseByHand('dialler', MALLORY, prologue),
        };
        say('listener', ends.listener.write());
      }
      const near = ends[from];
      if (lastRead[from]) {
        waiting.push({ to: opposite(from), content: near.open(payload) });
      } else {
        near.read(payload);
        if (from === 'listener' || index === 1) say(from, near.write());
        if (from === 'listener' || index === 2) lastRead = { ...lastRead, [from]: true };
      }
      flush();
    };
  };
}

test('somebody in the middle with a key of their own is shown by that key, never as Ana', async () => {
  const { group, ana } = await anaBehind(ownKeyBetween());
  const ben = await group.start('ben', ['mallory'], DIALS_ONLY);
  await ana.say('Who is this?');
  await group.until(() => ben.texts.includes('Who is this?'), 'Ben reads Ana');

  const mallory = peerIdOf(MALLORY);
  for (const one of [ana, ben]) {
    const seen = one.all('roster').flatMap(({ peers }) => peers);
    const direct = seen.filter(({ state }) => state === 'direct').map(({ id }) => id);
    expect(new Set(direct)).toEqual(new Set([mallory]));
  }
  expect(ben.all('message')).toMatchObject([{ author: { id: ana.id }, text: 'Who is this?' }]);
});

test('a recorded session played again, to either side, is nobody', async () => {
  const recorded = { dialler: [] as Buffer[], listener: [] as Buffer[] };
  const { group, ana } = await anaBehind(
    altering((from, payload) => {
      recorded[from].push(payload);
      return [payload];
    }),
  );
  const ben = await group.start('ben', ['mallory'], DIALS_ONLY);
  await ben.say('Transfer the ship');
  await group.until(() => ana.texts.length === 1, 'Ana reads Ben');
  await ben.leave();
  await group.until(() => ana.peer.state.unread.count === 1, 'that there is something to read');
  const before = ana.events.length;

  const raw = await RawPeer.dial(group, 'ana');
  for (const payload of recorded.dialler) {
    raw.write(writeFrames([payload]));
    await group.quiet(20);
  }
  expect(recorded.dialler.length).toBeGreaterThan(4);
  expect(raw.closed).toBe(true);
  expect(ana.events.slice(before)).toEqual([]);

  const replaying = group.network.memory.transport('eve');
  let dialled = 0;
  await replaying.listen({ host: null, port: 4_000 }, (connection) => {
    let next = 0;
    dialled += 1;
    connection.start({
      data: () => connection.write(writeFrames(recorded.listener.slice(next, ++next))),
      drained: () => undefined,
      closed: () => undefined,
    });
  });
  const again = await group.start('ben', [], { ...DIALS_ONLY, seeds: [at('eve')] }, { as: ben });
  await group.quiet(5_000);
  expect(dialled).toBeGreaterThan(1);
  expect(again.roster).toEqual({ ana: 'offline' });
});

test('a link that may seal no more ends, and the next one goes on', async () => {
  const group = new Group((identity, random) => wearingOut(sealedCrypto(identity, random), 25));
  const [ana, ben] = await group.mesh('ana', 'ben');
  const texts = Array.from({ length: 60 }, (_, n) => `number ${n}`);
  for (const text of texts) {
    await ana.say(text);
    await group.quiet(200);
  }
  await group.until(() => ben.texts.length === texts.length, 'Ben reads all', 3_000);
  expect(ben.texts).toEqual(texts);
  expect(group.network.dials.length).toBeGreaterThan(2);
});

/** Links that may seal a number of frames only. */
function wearingOut(crypto: Crypto, most: number): Crypto {
  return {
    ...crypto,
    handshake(role, prologue, key) {
      const handshake = crypto.handshake(role, prologue, key);
      return {
        locked: handshake.locked,
        begin: () => handshake.begin(),
        receive(message) {
          const { send, channel } = handshake.receive(message);
          if (channel === null) return { send, channel };
          let sealed = 0;
          const seal: SecureChannel['seal'] = (...content) => {
            if (sealed++ >= most) throw new Error('This link has no nonce left');
            return channel.seal(...content);
          };
          return {
            send,
            channel: { remote: channel.remote, open: (it) => channel.open(it), seal },
          };
        },
      };
    },
  };
}
