import { expect, test } from 'vitest';
import { shows } from '../support/looks.ts';
import { PeerProcess } from '../support/peer-process.ts';
import { type Capture, tap } from '../support/tap.ts';

/** So many characters in a row that a person could read: by chance once in a billion places. */
const READABLE = /[\x20-\x7e]{24,}/g;
/** What is said in the open: versions, a nonce and the tag of a group, and whether to go on. */
const IN_THE_OPEN = [
  /^\{"parley":\[1,1\],"nonce":"[0-9a-f]{32}","tag":(null|"[0-9a-f]{32}")\}$/,
  /^\{"answer":"welcome","version":1\}$/,
];

const TEXTS = [
  'The strawberries are under the staircase',
  'Nobody else may ever hear of this',
  'While you were away the parrot escaped',
] as const;

async function said(from: PeerProcess, text: string, to: PeerProcess): Promise<void> {
  from.type(text);
  await to.event('message', (message) => message['text'] === text);
}

async function selfOf(peer: PeerProcess): Promise<string> {
  const { self } = await peer.event('joined-group');
  return (self as { readonly id: string }).id;
}

/** What there is to see for whoever taps the wire, in words. */
function describe({ frames, bytes }: Capture, index: number): string {
  const open = frames.slice(0, 2).map(({ from, payload }) => `  ${from}: ${payload.toString()}`);
  const sealed = (['dialler', 'listener'] as const).map((end) => {
    const sizes = frames.slice(2).flatMap(({ from, payload }) => (from === end ? [payload] : []));
    const lengths = sizes.map(({ byteLength }) => byteLength);
    return `  ${end}: ${sizes.length} sealed frames of ${lengths.join(' ')} bytes`;
  });
  return [`connection ${index + 1}, ${bytes.byteLength} bytes`, ...open, ...sealed].join('\n');
}

test('whoever captures a whole conversation of two programs reads not one word of it', async () => {
  const group = 'Kitchen table';
  const wilhelmina = await PeerProcess.join('Wilhelmina', '--group', group);
  const wire = await tap(Number(wilhelmina.address.split(':').at(-1)));
  const through = ['--no-listen', '--no-mesh', `127.0.0.1:${wire.port}`];

  const bartholomew = await PeerProcess.join('Bartholomew', ...through);
  await said(wilhelmina, TEXTS[0], bartholomew);
  await said(bartholomew, TEXTS[1], wilhelmina);
  bartholomew.type('/quit');
  await bartholomew.exit();
  wilhelmina.type(TEXTS[2]);
  // Once more, by somebody who names the group, and lacks what was said meanwhile.
  const again = await PeerProcess.join('Bartholomew', '--group', group, ...through);
  await again.until(() => again.all('message').length === 3, 'all that was said');
  again.type('/quit');
  await again.exit();

  const captures = wire.captures();
  const logs = wilhelmina.all('message').map(({ id }) => String(id).split('.'));
  const words = [
    ...['Wilhelmina', 'Bartholomew', group, 'lobby', ...TEXTS, '"t":"', 'entries', 'profile'],
    ...TEXTS.flatMap((text) => text.split(' ')).filter((word) => word.length > 5),
    ...logs.flatMap(([author = '', epoch = '']) => [author, epoch]),
    ...(await Promise.all([wilhelmina, bartholomew, again].map(selfOf))),
  ];
  if (process.env['VERBOSE'] !== undefined) console.log(captures.map(describe).join('\n\n'));
  expect(captures).toHaveLength(2);
  for (const { bytes, frames } of captures) {
    for (const word of words) expect([word, shows(bytes, word)]).toEqual([word, false]);
    expect(frames.slice(0, 2).map(({ payload }) => payload.toString())).toEqual(
      IN_THE_OPEN.map((form) => expect.stringMatching(form)),
    );
    expect(frames.length).toBeGreaterThan(10);
    const sealed = frames.slice(2).map(({ payload }) => payload.toString('latin1'));
    expect(sealed.flatMap((payload) => payload.match(READABLE) ?? [])).toEqual([]);
  }
});

test('the same search finds each of these words where it is written in the open', () => {
  const words = ['Wilhelmina', TEXTS[0], 'ab12'.repeat(8)];
  for (const word of words) {
    const raw = Buffer.from(word);
    const forms = [
      `a${word}b`,
      raw.toString('hex'),
      raw.toString('hex').toUpperCase(),
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${word}ab`).toString('base64')),
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${word}ab`).toString('base64url')),
    ].map((form) => Buffer.from(form));
    forms.push(Buffer.from(word, 'utf16le'), Buffer.from(word, 'utf16le').swap16());
    for (const form of forms)
      expect([word, form.toString(), shows(form, word)]).toEqual([word, form.toString(), true]);
  }
  expect(shows(Buffer.from('ab12'.repeat(8), 'hex'), 'ab12'.repeat(8))).toBe(true);
});
