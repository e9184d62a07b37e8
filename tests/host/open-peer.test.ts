import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { FrameReader, MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import { type EntryId, splitEntryId, splitLogId } from '../../src/core/ids.ts';
import { openPeer } from '../../src/host/open-peer.ts';
import { openProfile, withIdentity } from '../../src/host/profile.ts';
import type { ChatPeer, SessionOptions } from '../../src/peer/chat-peer.ts';
import { tempDir } from '../support/temp-dir.ts';

const HOST = '127.0.0.1';
/** So many characters in a row that a person could read: by chance once in a billion places. */
const READABLE = /[\x20-\x7e]{24,}/g;

type Tap = { readonly port: number; readonly ways: Buffer[][] };

/** A door that passes everything on to `port`, and keeps each way of each connection. */
async function tap(port: number): Promise<Tap> {
  const ways: Buffer[][] = [];
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, HOST);
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const way: Buffer[] = [];
      ways.push(way);
      from.on('data', (bytes) => {
        way.push(bytes);
        to.write(bytes);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
    }
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening');
  return { port: address.port, ways };
}

async function personAt(dir: string): Promise<ChatPeer> {
  const folder = openProfile(dir, 'unused');
  onTestFinished(() => folder.store.close().catch(() => undefined));
  const peer = openPeer(await withIdentity(folder, { instead: 'Open it in the window.' }));
  onTestFinished(() => peer.leave());
  return peer;
}

async function join(peer: ChatPeer, name: string, part: Partial<SessionOptions>): Promise<void> {
  const all = { name, host: HOST, port: 0, seeds: [], group: null, listen: true, mesh: false };
  const joined = await peer.join({ ...all, ...part });
  if (!joined.ok) throw new Error(joined.error.message);
}

/** Once a condition on what the peer has told holds. */
function until(peer: ChatPeer, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = peer.onEvent(look);
    look();
  });
}

function textsOf(peer: ChatPeer): readonly string[] {
  return peer.state.timeline.flatMap((item) =>
    item.type === 'message' ? [item.message.text] : [],
  );
}

async function say(from: ChatPeer, text: string, to: ChatPeer): Promise<EntryId> {
  const sent = await from.send(text);
  if (!sent.ok) throw new Error(sent.error.message);
  await until(to, () => textsOf(to).includes(text));
  return sent.value;
}

/** A text or an id in each way in which it could lie on the wire. */
function looksOf(word: string): readonly Buffer[] {
  const bytes = Buffer.from(word);
  const forms = [bytes, Buffer.from(word, 'utf16le')];
  for (const form of [bytes.toString('hex'), bytes.toString('base64url').slice(0, -2)]) {
    forms.push(Buffer.from(form));
  }
  if (/^[0-9a-f]+$/.test(word)) forms.push(Buffer.from(word, 'hex'));
  return forms.flatMap((form) => [form, Buffer.from(form).reverse()]);
}

/** The payloads of what went one way. */
function payloadsOf(way: readonly Buffer[]): readonly Buffer[] {
  const payloads: Buffer[] = [];
  new FrameReader(MAX_FRAME_BYTES).push(Buffer.concat(way), (payload) =>
    payloads.push(Buffer.from(payload)),
  );
  return payloads;
}

test('whoever captures a whole conversation reads not one word of it, either way', async () => {
  const [home, away] = [tempDir(), tempDir()];
  const wilhelmina = await personAt(home);
  await join(wilhelmina, 'Wilhelmina', { group: 'Kitchen table' });
  const { port } = new URL(`tcp://${wilhelmina.state.address}`);
  const { port: tapped, ways } = await tap(Number(port));
  const seeds = [{ host: HOST, port: tapped }];

  const bartholomew = await personAt(away);
  await join(bartholomew, 'Bartholomew', { seeds, listen: false });
  const ids = [
    await say(wilhelmina, 'The strawberries are under the staircase', bartholomew),
    await say(bartholomew, 'Nobody else may ever hear of this', wilhelmina),
  ];
  // Once more by somebody who names the group, and lacks what was said meanwhile.
  await bartholomew.leave();
  const late = await wilhelmina.send('While you were away the parrot escaped');
  if (!late.ok) throw new Error(late.error.message);
  const back = { seeds, listen: false, group: 'Kitchen table' };
  await join(bartholomew, 'Bartholomew', back);
  await until(bartholomew, () => textsOf(bartholomew).length === 3);
  await bartholomew.leave();

  const texts = textsOf(wilhelmina);
  const logs = [...ids, late.value].map((id) => splitLogId(splitEntryId(id)[0]));
  const words = [
    ...['Wilhelmina', 'Bartholomew', 'Kitchen table', 'lobby', ...texts, '"t":"', 'entries'],
    ...texts.flatMap((text) => text.split(' ')).filter((word) => word.length > 5),
    ...logs.flatMap(({ author, epoch }) => [author, epoch]),
  ];
  expect(texts).toHaveLength(3);

  const captured = Buffer.concat(ways.flat());
  for (const word of words) {
    for (const look of looksOf(word)) expect(captured.includes(look), word).toBe(false);
  }
  // Nor anything else that could be read, but the two frames that are said in the open.
  expect(ways).toHaveLength(4);
  for (const way of ways) {
    const [first, ...sealed] = payloadsOf(way);
    expect(first?.toString()).toMatch(
      /^\{"parley":\[1,1\],"nonce":"[0-9a-f]{32}","tag":(null|"[0-9a-f]{32}")\}$|^\{"answer":"welcome","version":1\}$/,
    );
    expect(sealed.length).toBeGreaterThan(3);
    for (const payload of sealed) expect(payload.toString('latin1').match(READABLE)).toBeNull();
  }
});
