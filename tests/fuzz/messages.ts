import fc from 'fast-check';
import type { Run } from '../../src/core/chain.ts';
import { fromRow } from '../../src/core/entry.ts';
import { splitLogId } from '../../src/core/ids.ts';
import type { Answer, Hello, Neighbour, Preamble, WireMessage } from '../../src/core/wire.ts';
import {
  epochId,
  groupId,
  hashId,
  hex32,
  logId,
  mark,
  moment,
  name,
  peerId,
  record,
  saying,
  seq,
  signature,
  text,
} from './arbitraries.ts';

const port = fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.constant(null));
const address = fc.oneof(
  fc.constantFrom('10.0.0.1:4242', '[::1]:1', 'ana.local:65535', '127.0.0.1:1', 'nobody', ''),
  text.map((raw) => raw.toWellFormed().slice(0, 270).toWellFormed()),
);
const addresses = fc.array(address, { maxLength: 16 });
const some = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(each, { maxLength: 5 });
const version = fc.oneof(moment, fc.nat(3));

export const neighbour: fc.Arbitrary<Neighbour> = record({
  id: peerId,
  name,
  epoch: epochId,
  addresses,
});

export const hello: fc.Arbitrary<Hello> = record({
  t: fc.constant('hello' as const),
  versions: fc.constantFrom(
    [1, 1] as const,
    [1, 9] as const,
    [0, Number.MAX_SAFE_INTEGER] as const,
  ),
  features: fc.array(fc.constantFrom('entries', '', 'x'.repeat(32)), { maxLength: 64 }),
  group: fc.option(record({ id: groupId, name })),
  name,
  epoch: epochId,
  linked: fc.boolean(),
  port,
  addresses,
});

/** A run of a few entries; nothing in it need be signed. */
export const run: fc.Arbitrary<Run> = record({
  log: logId,
  from: seq,
  prev: hashId,
  sayings: fc.array(saying, { minLength: 1, maxLength: 4 }),
  sig: signature,
}).map(({ log, from, prev, sayings, sig }) => ({
  ...{ log, prev, sig },
  entries: sayings.map((each, i) =>
    fromRow(splitLogId(log), from + i, [...each.hlc, each.sentAt, each.kind, each.body]),
  ),
}));

/** One of each kind of message, as an honest peer would send it. */
export const MESSAGES: { readonly [T in WireMessage['t']]: fc.Arbitrary<WireMessage> } = {
  hello,
  addresses: record({ t: fc.constant('addresses'), port, addresses }),
  neighbours: record({ t: fc.constant('neighbours'), peers: some(neighbour) }),
  links: record({
    t: fc.constant('links'),
    who: neighbour,
    n: version,
    to: some(peerId),
    sig: signature,
  }),
  'links-changed': record({
    t: fc.constant('links-changed'),
    of: peerId,
    from: version,
    n: version,
    came: some(peerId),
    gone: some(fc.tuple(peerId, fc.constantFrom('left' as const, 'lost' as const))),
    sig: signature,
  }),
  'links-known': record({
    t: fc.constant('links-known'),
    known: some(fc.tuple(peerId, version)),
  }),
  'links-wanted': record({ t: fc.constant('links-wanted'), of: some(peerId) }),
  have: fc.record(
    {
      t: fc.constant('have' as const),
      of: peerId,
      heads: some(fc.tuple(logId, seq, mark)),
      hops: fc.nat(20),
    },
    { requiredKeys: ['t', 'of', 'heads'], noNullPrototype: true },
  ),
  read: fc.record(
    {
      t: fc.constant('read' as const),
      of: peerId,
      heads: some(fc.tuple(logId, seq)),
      hops: fc.nat(20),
    },
    { requiredKeys: ['t', 'of', 'heads'], noNullPrototype: true },
  ),
  typing: fc.record(
    {
      t: fc.constant('typing' as const),
      of: peerId,
      on: fc.boolean(),
      n: moment,
      hops: fc.nat(20),
    },
    { requiredKeys: ['t', 'of', 'on', 'n'], noNullPrototype: true },
  ),
  digest: record({ t: fc.constant('digest'), hash: hashId, again: fc.boolean() }),
  buckets: record({
    t: fc.constant('buckets'),
    marks: fc.array(fc.oneof(fc.constant(''), mark), { minLength: 256, maxLength: 256 }),
  }),
  'heads-wanted': record({
    t: fc.constant('heads-wanted'),
    of: some(fc.oneof(fc.nat(255), fc.constantFrom(0, 255))),
  }),
  forked: record({ t: fc.constant('forked'), logs: some(logId) }),
  doubt: record({ t: fc.constant('doubt'), log: logId }),
  want: record({ t: fc.constant('want'), n: fc.nat(9), heads: some(fc.tuple(logId, seq)) }),
  recent: record({ t: fc.constant('recent'), n: fc.nat(9), limit: fc.oneof(fc.nat(300), seq) }),
  entries: fc.record(
    {
      t: fc.constant('entries' as const),
      group: groupId,
      why: fc.constantFrom('live' as const, 'page' as const, 'recent' as const, 'proof' as const),
      n: fc.nat(9),
      runs: fc.array(run, { maxLength: 3 }),
    },
    { requiredKeys: ['t', 'group', 'why', 'runs'], noNullPrototype: true },
  ),
  ping: record({ t: fc.constant('ping'), n: moment }),
  pong: record({ t: fc.constant('pong'), n: moment, at: moment }),
  goodbye: record({
    t: fc.constant('goodbye'),
    code: fc.constantFrom(
      ...([
        'leaving',
        'duplicate',
        'self',
        'other-group',
        'full',
        'bad-input',
        'overflow',
      ] as const),
    ),
    message: text.map((raw) => raw.toWellFormed().slice(0, 300).toWellFormed()),
  }),
};

/** Any message that the protocol allows. */
export const message: fc.Arbitrary<WireMessage> = fc.oneof(...Object.values(MESSAGES));

export const preamble: fc.Arbitrary<Preamble> = fc.record(
  {
    parley: fc.tuple(fc.nat(3), fc.oneof(fc.nat(3), seq)),
    nonce: hex32,
    tag: fc.option(hex32),
    locked: fc.constant(true as const),
  },
  { requiredKeys: ['parley', 'nonce', 'tag'], noNullPrototype: true },
);

export const answer: fc.Arbitrary<Answer> = fc.oneof(
  record({ answer: fc.constant('welcome' as const), version: fc.nat(9) }),
  record({
    answer: fc.constant('refused' as const),
    code: fc.constantFrom(
      ...(['other-group', 'locked', 'open', 'wrong-secret', 'version', 'full'] as const),
    ),
    group: fc.option(name),
  }),
);
