import { expect, test } from 'vitest';
import type { Connection } from '../../src/core/ports.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { writeFrames } from '../support/frame-writer.ts';
import { Group, PORT } from '../support/group.ts';
import { altering, standBetween } from '../support/in-the-middle.ts';

/** Somebody at the host `odd` who answers the first bytes of every caller. */
async function answering(group: Group, answer: (caller: Connection) => void): Promise<void> {
  await group.network.memory.transport('odd').listen({ host: null, port: PORT }, (caller) => {
    caller.start({
      data: () => answer(caller),
      drained: () => undefined,
      closed: () => undefined,
    });
  });
}

function inOneFrame(json: object): Uint8Array {
  return writeFrames([Buffer.from(JSON.stringify(json))]);
}

const REFUSAL = { answer: 'refused', group: null };

test.each<[what: string, sentence: string, answer: (caller: Connection) => void]>([
  [
    'takes connections and says nothing',
    'odd:4000 did not answer: connections are taken there, but no Parley peer has answered.',
    () => undefined,
  ],
  [
    'is a web server',
    'odd:4000 is not a Parley peer.',
    (caller) => caller.write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
  ],
  ['hangs up', 'odd:4000 did not answer: the connection was closed.', (caller) => caller.end()],
  [
    'is a Parley of another version',
    'odd:4000 runs a version that does not fit yours.',
    (caller) => caller.write(inOneFrame({ ...REFUSAL, code: 'version' })),
  ],
  [
    'is full',
    'odd:4000 has no room for another connection now.',
    (caller) => caller.write(inOneFrame({ ...REFUSAL, code: 'full' })),
  ],
])('a seed that %s is said to be just that', async (_, sentence, answer) => {
  const group = new Group(sealedCrypto);
  await answering(group, answer);
  const ana = await group.start('ana', ['odd']);
  await group.quiet(10_000);
  expect(ana.all('warning').map(({ message }) => message)).toContain(sentence);
});

test('nobody at an address is said to be nobody', async () => {
  const group = new Group();
  const ana = await group.start('ana', ['odd']);
  expect(ana.all('warning').map(({ message }) => message)).toEqual([
    'odd:4000 did not answer: nothing is listening there.',
  ]);
});

test('a Parley peer whose key arrives changed is not said to be none', async () => {
  const group = new Group(sealedCrypto);
  await group.start('ana', [], { mesh: false, group: 'lobby' });
  const changing = altering((from, payload, n) => [
    from === 'listener' && n === 1
      ? payload.map((byte, i) => (i === 40 ? byte ^ 1 : byte))
      : payload,
  ]);
  await standBetween(group, 'ana', changing);
  const ben = await group.start('ben', ['mallory'], { listen: false, mesh: false });
  expect(ben.all('warning').map(({ code, message }) => [code, message])).toEqual([
    ['seed-link-failed', expect.stringMatching(/^mallory:4000 is a Parley peer, but no link/)],
  ]);
});
