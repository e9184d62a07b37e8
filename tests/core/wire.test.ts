import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entrySize, runSize } from '../../src/core/chain.ts';
import { MAX_CONTROL_BYTES, MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import type { Signature } from '../../src/core/ids.ts';
import {
  type Answer,
  encodeAnswer,
  encodeMessage,
  encodePreamble,
  inControlFrames,
  MAX_ADDRESSES,
  MAX_LIST,
  type Preamble,
  parseAnswer,
  parseMessage,
  parsePreamble,
  WireError,
  type WireMessage,
} from '../../src/core/wire.ts';
import {
  AWKWARD_TEXTS,
  entry,
  epoch,
  group,
  hashOf,
  log,
  peer,
  run,
  runOf,
  signatureOf,
} from '../support/entries.ts';

const HELLO = {
  t: 'hello',
  versions: [1, 2],
  features: ['entries'],
  group: { id: group(1), name: 'design' },
  name: 'Ana',
  epoch: epoch(1),
  linked: false,
  port: 4242,
  addresses: ['10.0.0.1:4242'],
} as const satisfies WireMessage;

const SIGNATURE = 'ab'.repeat(64) as Signature; // 128 hex digits
const NEIGHBOUR = { id: peer(2), name: 'Ben', epoch: epoch(2), addresses: [] } as const;

const MESSAGES: readonly WireMessage[] = [
  HELLO,
  { ...HELLO, group: null, port: null, addresses: [] },
  { t: 'addresses', port: 4242, addresses: ['10.0.0.9:4242', '[fd00::2]:4242'] },
  { t: 'neighbours', peers: [NEIGHBOUR, { ...NEIGHBOUR, id: peer(3), addresses: ['[::1]:9'] }] },
  { t: 'links', who: NEIGHBOUR, n: 1_700_000_000_000, to: [peer(3), peer(4)], sig: SIGNATURE },
  {
    t: 'links-changed',
    of: peer(2),
    from: 7,
    n: 9,
    came: [peer(3)],
    gone: [
      [peer(4), 'left'],
      [peer(5), 'lost'],
    ],
    sig: SIGNATURE,
  },
  { t: 'links-known', known: [[peer(2), 9]] },
  { t: 'links-wanted', of: [peer(2), peer(3)] },
  { t: 'have', of: peer(2), heads: [[log(1), 4, 'ab'.repeat(8)]] },
  { t: 'digest', hash: hashOf(entry()), again: true },
  { t: 'buckets', marks: Array.from({ length: 256 }, (_, i) => (i % 2 ? '' : 'ab'.repeat(8))) },
  { t: 'heads-wanted', of: [0, 7, 255] },
  { t: 'forked', logs: [log(1), log(2)] },
  { t: 'doubt', log: log(1) },
  { t: 'recent', n: 3, limit: 200 },
  { t: 'want', n: 3, heads: [[log(1), 0]] },
  { t: 'entries', group: group(1), why: 'live', runs: [runOf(run(1, 3))] },
  { t: 'entries', group: group(1), why: 'page', n: 3, runs: [runOf(run(4, 5)), runOf(run(1, 1))] },
  { t: 'entries', group: group(1), why: 'recent', runs: [] },
  { t: 'entries', group: group(1), why: 'proof', runs: [runOf(run(1, 1))] },
  { t: 'ping', n: 0 },
  { t: 'pong', n: 9, at: 1_700_000_000_000 },
  { t: 'goodbye', code: 'leaving', message: 'Bye.' },
];

/** The content of a frame as another program would write it. */
function content(channel: number, value: unknown): Uint8Array {
  return Buffer.concat([Uint8Array.of(channel), Buffer.from(JSON.stringify(value))]);
}

function refused(value: unknown, channel = 1): void {
  expect(() => parseMessage(content(channel, value)), JSON.stringify(value)).toThrow(WireError);
}

test.each(MESSAGES.map((message) => [message.t, message] as const))(
  'a message “%s” is the same after it has travelled',
  (_, message) => {
    expect(parseMessage(encodeMessage(message))).toEqual(message);
  },
);

test.each(AWKWARD_TEXTS)('the text %j is the same after it has travelled', (body) => {
  const runs = [runOf([entry({ body })])];
  const sent = { t: 'entries', group: group(1), why: 'live', runs } as const;
  expect(parseMessage(encodeMessage(sent))).toEqual(sent);
});

test('control frames are written as byte 1 and JSON, pages as byte 2 and JSON', () => {
  expect(Buffer.from(encodeMessage({ t: 'ping', n: 3 }))).toEqual(
    Buffer.from('\u0001{"t":"ping","n":3}'),
  );
  const item = entry({ body: 'hi' });
  const run = runOf([item]);
  const row = [item.hlc[0], 0, item.sentAt, 'text', 'hi'];
  const page = { t: 'entries', group: group(1), why: 'page' };
  const written = { ...page, runs: [[log(1), 1, '0'.repeat(64), [row], signatureOf(item)]] };
  const message = { ...page, t: 'entries', why: 'page', runs: [run] } as const;
  expect(parseMessage(content(2, written))).toEqual(message);
  expect(Buffer.from(encodeMessage(message))).toEqual(content(2, written));
});

test('preamble and answers are the same after they have travelled', () => {
  const nonce = 'ab'.repeat(16);
  const preambles: Preamble[] = [
    { parley: [1, 1], nonce, tag: null },
    { parley: [1, 9], nonce, tag: nonce },
  ];
  for (const each of preambles) expect(parsePreamble(encodePreamble(each))).toEqual(each);
  const answers: Answer[] = [
    { answer: 'welcome', version: 1 },
    { answer: 'refused', code: 'other-group', group: 'design' },
    { answer: 'refused', code: 'full', group: null },
  ];
  for (const each of answers) expect(parseAnswer(encodeAnswer(each))).toEqual(each);
});

test('fields of a later version are passed over', () => {
  expect(parseMessage(content(1, { t: 'ping', n: 1, colour: 'red' }))).toEqual({ t: 'ping', n: 1 });
  expect(parseMessage(content(1, { ...HELLO, status: 'busy' }))).toEqual(HELLO);
});

test('nothing but WireError comes out of any bytes', () => {
  const mangled = fc
    .tuple(fc.constantFrom(...MESSAGES), fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([message, at, byte]) => {
      const bytes = encodeMessage(message);
      bytes[at % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), mangled), (bytes) => {
      for (const parse of [parseMessage, parsePreamble, parseAnswer]) {
        try {
          parse(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

test('messages whose fields are anything at all are read or refused, nothing else', () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom(peer(1), epoch(1), group(1), [log(1), 1]));
  const keys = ['id', 'name', 'n', 'of', 'heads', 'peers', 'group', 'runs', 'why', 'versions'];
  const shape = fc.record(Object.fromEntries(keys.map((key) => [key, field])), {
    requiredKeys: [],
  });
  const kind = fc.constantFrom(...MESSAGES.map(({ t }) => t), 'other');
  fc.assert(
    fc.property(kind, shape, fc.constantFrom(1, 2), (t, fields, channel) => {
      try {
        parseMessage(content(channel, { ...fields, t }));
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }),
  );
});

test('an empty frame, an unknown channel and an unknown message are refused', () => {
  expect(() => parseMessage(new Uint8Array())).toThrow(WireError);
  refused({ t: 'ping', n: 1 }, 3);
  refused({ t: 'ping', n: 1 }, 2);
  refused({ t: 'entries', group: group(1), why: 'live', runs: [] }, 1);
  refused({ t: 'shout' });
});

test.each([
  ['a name with a control character', { name: 'A\u0007na' }],
  ['a name that reads otherwise', { name: ' Ana' }],
  ['port 0', { port: 0 }],
  ['port 65536', { port: 65_536 }],
  ['an epoch that is none', { epoch: 'x' }],
  ['one version', { versions: [1] }],
  ['too many addresses', { addresses: Array.from({ length: MAX_ADDRESSES + 1 }, () => 'a:1') }],
  ['an address without end', { addresses: ['a'.repeat(271)] }],
  ['a group without a name', { group: { id: group(1) } }],
])('a hello with %s is refused', (_, part) => {
  refused({ ...HELLO, ...part });
});

test('lists longer than one frame may hold are refused', () => {
  const peers = Array.from({ length: MAX_LIST }, (_, i) => ({ ...NEIGHBOUR, id: peer(i) }));
  const heads = peers.map((_, i) => [log(i), i]);
  expect(parseMessage(content(1, { t: 'neighbours', peers }))).toMatchObject({ peers });
  refused({ t: 'neighbours', peers: [...peers, NEIGHBOUR] });
  refused({ t: 'want', n: 3, heads: [...heads, [log(999), 1]] });
  const marked = [...heads, [log(999), 1]].map((head) => [...head, 'ab'.repeat(8)]);
  refused({ t: 'have', of: peer(1), heads: marked });
  expect(
    parseMessage(content(1, { t: 'have', of: peer(1), heads: marked.slice(1) })),
  ).toBeDefined();
});

test.each([
  ['no entries', 3, []],
  ['an entry that is none', 3, [[1, 2]]],
  ['a log that is none', 0, 'ana'],
  ['place 0', 1, 0],
  ['a place past what is counted exactly', 1, 2 ** 53 - 1],
  ['no hash before it', 2, 'x'],
  ['half a signature', 4, 'ab'.repeat(32)],
])('a run with %s is refused', (_, field, value) => {
  const row = [1, 0, 1, 'text', 'hi'];
  const run = [log(1), 1, '0'.repeat(64), [row], 'ab'.repeat(64)];
  const page = { t: 'entries', group: group(1), why: 'page' };
  expect(parseMessage(content(2, { ...page, runs: [run] }))).toBeDefined();
  refused({ ...page, runs: [run.with(field, value)] }, 2);
});

test('a page of more entries than any page may hold is refused', () => {
  const row = [1, 0, 1, 'text', 'hi'];
  const rows = Array.from({ length: 1_310 }, () => row);
  const runOf = (n: number): unknown => [log(n), 1, '0'.repeat(64), rows, 'ab'.repeat(64)];
  const page = { t: 'entries', group: group(1), why: 'live', runs: [runOf(1), runOf(2)] };
  expect(parseMessage(content(2, page))).toBeDefined();
  const one = [log(3), 1, '0'.repeat(64), [row, row], 'ab'.repeat(64)];
  refused({ ...page, runs: [...page.runs, one] }, 2);
});

test('a control frame longer than 64 KiB is refused before it is parsed', () => {
  const long = Buffer.alloc(MAX_CONTROL_BYTES + 2, ' ');
  long[0] = 1;
  expect(() => parseMessage(long)).toThrow('Control frame too long');
});

test.each([
  ['a zero below zero', { t: 'ping', n: '-0' }],
  ['a version that is a zero below zero', { t: 'hello', versions: '[-0,1]' }],
  ['half a character in an address', { t: 'hello', addresses: '["\\ud800"]' }],
  ['half a character in a reason', { t: 'goodbye', message: '"\\udc00"' }],
  ['half a character in a feature', { t: 'hello', features: '["\\ud83d"]' }],
])('%s would be another thing after it has travelled, and is refused', (_, { t, ...part }) => {
  const whole = MESSAGES.find((message) => message.t === t);
  const fields = Object.entries({ ...whole }).filter(([key]) => !(key in part));
  const valid = fields.map(([key, value]) => [key, JSON.stringify(value)]);
  const written = [...valid, ...Object.entries(part)].map(([key, value]) => `"${key}":${value}`);
  expect(() => parseMessage(Buffer.from(`\u0001{${written.join(',')}}`))).toThrow(WireError);
});

test('a key that could reach a prototype is refused wherever it stands', () => {
  const text = '\u0001{"t":"ping","n":1,"x":{"__proto__":{"t":"pong"}}}';
  expect(() => parseMessage(Buffer.from(text))).toThrow(WireError);
});

test('an entry never takes more room in a page than it was counted for', () => {
  const unit = fc.constantFrom('a', '"', '\\', '\n', '\0', '\u001b', 'é', '漢', '😀', '\u2028');
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1 }), (text) => {
      const huge = { hlc: [8.64e15, 2 ** 53 - 1], sentAt: 8.64e15, seq: 2 ** 53 - 1 } as const;
      const item = entry({ ...huge, body: text, kind: 'k'.repeat(32) });
      const page = (entries: (typeof item)[]): number =>
        encodeMessage({ t: 'entries', group: group(1), why: 'page', runs: [runOf(entries)] })
          .byteLength;
      expect(page([item, item]) - page([item])).toBeLessThanOrEqual(entrySize(item));
      const empty = encodeMessage({ t: 'entries', group: group(1), why: 'page', runs: [] });
      expect(page([item]) - empty.byteLength).toBeLessThanOrEqual(runSize([item]));
      expect(entrySize(item)).toBe(100 + Buffer.byteLength(JSON.stringify(text)));
    }),
  );
});

test('a page filled up to its bound with long Chinese texts fits a frame', () => {
  const entries = run(1, 200, { body: '漢'.repeat(2_700) });
  let room = MAX_FRAME_BYTES - 4_096;
  const page = entries.filter((item) => {
    room -= entrySize(item);
    return room >= 0;
  });
  const bytes = encodeMessage({
    ...{ t: 'entries', group: group(1), why: 'page' },
    runs: [runOf(page)],
  });
  expect(page.length).toBeGreaterThan(25);
  expect(bytes.byteLength).toBeLessThanOrEqual(MAX_FRAME_BYTES);
});

test('a long list is cut into parts that each fit a control frame', () => {
  const peers = Array.from({ length: 100 }, (_, i) => ({
    id: peer(i),
    name: '漢'.repeat(32),
    epoch: epoch(i),
    addresses: Array.from({ length: 4 }, () => 'x'.repeat(268)),
  }));
  const parts = inControlFrames(peers);
  expect(parts.flat()).toEqual(peers);
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) {
    expect(parseMessage(encodeMessage({ t: 'neighbours', peers: part }))).toBeDefined();
  }
});

test('an empty list is one empty part', () => {
  expect(inControlFrames([])).toEqual([[]]);
});
