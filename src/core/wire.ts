import * as v from 'valibot';
import { utf8, utf8Length } from './bytes.ts';

import type { Run } from './chain.ts';
import { type Change, MAX_STATED } from './chart.ts';
import { type EntryRow, fromRow, isRow, isWritten, toRow } from './entry.ts';

import { MAX_CONTROL_BYTES, MAX_PAGE_BYTES } from './frame.ts';
import {
  type Epoch,
  type GroupId,
  type Hash,
  isEpoch,
  isGroupId,
  isHash,
  isLogId,
  isPeerId,
  isSignature,
  type LogId,
  type PeerId,
  type Signature,
  splitLogId,
} from './ids.ts';
import { JsonError, parseJson } from './json.ts';
import { parseGroup, parseName } from './text.ts';

/** The protocol version spoken here. Both sides say the range they know and use the highest common. */
export const VERSION = 1;
/** Most addresses one peer may claim: a laptop has a handful of cards. */
export const MAX_ADDRESSES = 16;
/** Longest reason in a refusal: it has to fit a stranger's frame, whatever its characters. */
export const MAX_REASON = 200;
/** Most peers or heads in one control frame; longer lists go out in several. */
export const MAX_LIST = 256;
/** Most entries in a page: for each of them at least 100 of its bytes are reckoned (`entrySize`). */
const MAX_ENTRIES = Math.floor(MAX_PAGE_BYTES / 100);

/** First byte of every sealed frame: what the rest is. Raw bytes will be 3. */
const CONTROL = 1;
const PAGE = 2;
const CONTROL_CHARACTER = String.fromCharCode(CONTROL);
const PAGE_CHARACTER = String.fromCharCode(PAGE);

/** What a dialler says before the handshake, in the open. `tag: null` asks for whatever group is there. */
export type Preamble = {
  readonly parley: Versions;
  readonly nonce: string;
  readonly tag: string | null;
  /** It comes with a secret. */
  readonly locked?: true;
};

/**
 * Why a stranger may not come in. `wrong-secret` is said only once the handshake has shown it, `bad-input`
 * by either side wherever the opening stands, because before its end nothing can be said sealed.
 */
export type Refusal =
  | 'other-group'
  | 'locked'
  | 'open'
  | 'wrong-secret'
  | 'version'
  | 'not-ready'
  | 'full'
  | 'bad-input';

/** The answer to a preamble: go on with the handshake, or why not. */
export type Answer =
  | { readonly answer: 'welcome'; readonly version: number }
  | {
      readonly answer: 'refused';
      readonly code: Refusal;
      readonly group: string | null;
      /** What did not fit, for the log at the other end. */
      readonly reason?: string;
    };

/** Lowest and highest protocol version that the sender speaks. */
export type Versions = readonly [lowest: number, highest: number];

/** Somebody the sender has a link with, and where they may be dialled. */
export type Neighbour = {
  readonly id: PeerId;
  readonly name: string;
  readonly epoch: Epoch;
  readonly addresses: readonly string[];
};

/** Logs and a sequence number in each: from after which on they are wanted. */
export type Wants = readonly (readonly [log: LogId, seq: number])[];

/** Logs and how far somebody has read each: the last line that was before their eyes. */
export type ReadMarks = readonly (readonly [log: LogId, seq: number])[];

/** How far logs are held, each with the first 16 hex digits of the hash there. */
export type Heads = readonly (readonly [log: LogId, seq: number, mark: string])[];

/** Why entries come: said just now, the answer to a `want`, to a `recent`, or to a `doubt`. */
export type EntriesReason = 'live' | 'page' | 'recent' | 'proof';

/** Where a peer can be dialled; `port: null` while it only dials. */
export type Reachable = { readonly port: number | null; readonly addresses: readonly string[] };

/** The first sealed frame, from both sides: who I am besides my key, and where I listen. */
export type Hello = {
  readonly t: 'hello';
  readonly versions: Versions;
  readonly features: readonly string[];
  /** Null from a dialler that takes whatever group it finds. */
  readonly group: { readonly id: GroupId; readonly name: string } | null;
  readonly name: string;
  readonly epoch: Epoch;
  /** The sender has another link with the receiver, as far as it knows. */
  readonly linked: boolean;
} & Reachable;

/** Why a link ends. Anything but `leaving` is not a person's doing. */
export type Goodbye =
  | 'leaving'
  | 'duplicate'
  | 'self'
  | 'other-group'
  | 'other-room'
  | 'secret-changed'
  | 'full'
  | 'bad-input'
  | 'overflow';

/** Everything that travels on a link whose handshake is done. */
export type WireMessage =
  | Hello
  /** The sender has moved: it can be dialled there from now on. */
  | ({ readonly t: 'addresses' } & Reachable)
  /** People the sender has links with, and where to dial them: hints, and no word about presence. */
  | { readonly t: 'neighbours'; readonly peers: readonly Neighbour[] }
  /** All links of `who`, in version `n`. From `who` itself, or passed on. */
  | {
      readonly t: 'links';
      readonly who: Neighbour;
      readonly n: number;
      readonly to: readonly PeerId[];
      /** Of `who`: see signed-links.ts. */
      readonly sig: Signature;
    }
  /** What has changed in the links of `of` between two versions. */
  | ({ readonly t: 'links-changed'; readonly sig: Signature } & Change)
  /** Whose links the sender could tell, in which version: of those who cannot tell it themselves. */
  | { readonly t: 'links-known'; readonly known: readonly (readonly [id: PeerId, n: number])[] }
  /** Please send all links of these. */
  | { readonly t: 'links-wanted'; readonly of: readonly PeerId[] }
  /** How far the member `of` holds each log. From the member itself, or passed on. */
  | {
      readonly t: 'have';
      readonly of: PeerId;
      readonly heads: Heads;
      /** How often it has been passed on; the member's own word says nothing. */
      readonly hops?: number;
    }
  /** How far the member `of` has read each log. From the member itself, or passed on, to its author. */
  | {
      readonly t: 'read';
      readonly of: PeerId;
      readonly heads: ReadMarks;
      /** As in `have`. */
      readonly hops?: number;
    }
  /** Whether the member `of` is writing. From the member itself, or passed on. */
  | {
      readonly t: 'typing';
      readonly of: PeerId;
      readonly on: boolean;
      /** Always more than in the one before, so that each is passed on once. */
      readonly n: number;
      readonly hops?: number;
    }
  /** All that the sender holds, as one hash. Where it differs, `again` asks for a digest in return. */
  | { readonly t: 'digest'; readonly hash: Hash; readonly again: boolean }
  /** The same in 256 parts, each with the first 16 hex digits of its hash, or nothing where it is empty. */
  | { readonly t: 'buckets'; readonly marks: readonly string[] }
  /** Please tell me how far you hold the logs in these parts. */
  | { readonly t: 'heads-wanted'; readonly of: readonly number[] }
  /** Logs whose authors have signed two histories, as the sender can show. */
  | { readonly t: 'forked'; readonly logs: readonly LogId[] }
  /** Please show what your history of this log rests on. */
  | { readonly t: 'doubt'; readonly log: LogId }
  /** Please send each log from after this sequence number on, oldest first, one page. `n`: which question. */
  | { readonly t: 'want'; readonly n: number; readonly heads: Wants }
  /** Please send the newest messages, whatever else is lacking, one page. */
  | { readonly t: 'recent'; readonly n: number; readonly limit: number }
  | {
      readonly t: 'entries';
      readonly group: GroupId;
      readonly why: EntriesReason;
      /** Which question this answers. */
      readonly n?: number;
      readonly runs: readonly Run[];
    }
  /** Are you there? `n` is the sender's clock, ms since 1970. */
  | { readonly t: 'ping'; readonly n: number }
  /** Yes. `n` as in the question, `at` the clock of whoever answers. */
  | { readonly t: 'pong'; readonly n: number; readonly at: number }
  /** The last frame of a link. */
  | { readonly t: 'goodbye'; readonly code: Goodbye; readonly message: string };

const name = v.pipe(
  v.string(),
  v.maxLength(256),
  v.check((text) => {
    const parsed = parseName(text);
    return parsed.ok && parsed.value === text;
  }),
);
const group = v.pipe(
  v.string(),
  v.maxLength(256),
  v.check((text) => {
    const parsed = parseGroup(text);
    return parsed.ok && parsed.value === text;
  }),
);
const hex32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const peerId = v.custom<PeerId>(isPeerId);
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.check(isWritten));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const sentence = wellFormed(300);
const versions = v.strictTuple([seq, seq]);
// Only a bound here: whoever dials reads the address itself, and a hint that is none is no reason
// to drop the peer that passed it on.
const addresses = v.pipe(v.array(wellFormed(270)), v.maxLength(MAX_ADDRESSES));
const epoch = v.custom<Epoch>(isEpoch);
const stated = v.pipe(v.array(peerId), v.maxLength(MAX_STATED));
/** ms since 1970, so that a restart goes on where the last start ended: the last date there is. */
const version = v.pipe(seq, v.maxValue(8.64e15));
const neighbour = v.object({ id: peerId, name, epoch, addresses });
const logIdSchema = v.custom<LogId>(isLogId);
const hash = v.custom<Hash>(isHash);
const signature = v.custom<Signature>(isSignature);
const wants = v.pipe(v.array(v.strictTuple([logIdSchema, seq])), v.maxLength(MAX_LIST));
const mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const heads = v.pipe(v.array(v.strictTuple([logIdSchema, seq, mark])), v.maxLength(MAX_LIST));

const preamble = v.object({
  parley: versions,
  nonce: hex32,
  tag: v.nullable(hex32),
  locked: v.exactOptional(v.literal(true)),
});

const answer = v.variant('answer', [
  v.object({ answer: v.literal('welcome'), version: seq }),
  v.object({
    answer: v.literal('refused'),
    code: v.picklist([
      'other-group',
      'locked',
      'open',
      'wrong-secret',
      'version',
      'not-ready',
      'full',
      'bad-input',
    ]),
    group: v.nullable(group),
    reason: v.exactOptional(wellFormed(MAX_REASON)),
  }),
]);

const hello = v.object({
  t: v.literal('hello'),
  versions,
  features: v.pipe(v.array(wellFormed(32)), v.maxLength(64)),
  group: v.nullable(v.object({ id: v.custom<GroupId>(isGroupId), name: group })),
  name,
  epoch,
  linked: v.boolean(),
  port: v.nullable(port),
  addresses,
});

/** A run as it travels: what its entries have in common is said once, then a row for each. */
type WireRun = readonly [
  log: LogId,
  from: number,
  prev: Hash,
  rows: readonly EntryRow[],
  sig: Signature,
];

const run: v.GenericSchema<unknown, Run> = v.pipe(
  v.strictTuple([
    logIdSchema,
    v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    hash,
    v.pipe(v.array(v.custom<EntryRow>(isRow)), v.minLength(1)),
    signature,
  ]),
  v.check(([, from, , rows]) => Number.isSafeInteger(from + rows.length)),
  v.transform((travelled) => fromWireRun(travelled)),
);

const page = v.object({
  t: v.literal('entries'),
  group: v.custom<GroupId>(isGroupId),
  why: v.picklist(['live', 'page', 'recent', 'proof']),
  n: v.exactOptional(seq),
  runs: v.pipe(
    v.array(run),
    v.check((runs) => runs.reduce((sum, { entries }) => sum + entries.length, 0) <= MAX_ENTRIES),
  ),
});

const CONTROLS = [
  hello,
  v.object({ t: v.literal('addresses'), port: v.nullable(port), addresses }),
  v.object({
    t: v.literal('neighbours'),
    peers: v.pipe(v.array(neighbour), v.maxLength(MAX_LIST)),
  }),
  v.object({ t: v.literal('links'), who: neighbour, n: version, to: stated, sig: signature }),
  v.object({
    t: v.literal('links-changed'),
    of: peerId,
    from: version,
    n: version,
    came: stated,
    gone: v.pipe(
      v.array(v.strictTuple([peerId, v.picklist(['left', 'lost'])])),
      v.maxLength(MAX_STATED),
    ),
    sig: signature,
  }),
  v.object({
    t: v.literal('links-known'),
    known: v.pipe(v.array(v.strictTuple([peerId, version])), v.maxLength(MAX_LIST)),
  }),
  v.object({
    t: v.literal('links-wanted'),
    of: v.pipe(v.array(peerId), v.maxLength(MAX_LIST)),
  }),
  v.object({ t: v.literal('have'), of: peerId, heads, hops: v.exactOptional(seq) }),
  v.object({ t: v.literal('read'), of: peerId, heads: wants, hops: v.exactOptional(seq) }),
  v.object({
    t: v.literal('typing'),
    of: peerId,
    on: v.boolean(),
    n: seq,
    hops: v.exactOptional(seq),
  }),
  v.object({ t: v.literal('digest'), hash, again: v.boolean() }),
  v.object({
    t: v.literal('buckets'),
    marks: v.pipe(v.array(v.pipe(v.string(), v.regex(/^([0-9a-f]{16})?$/))), v.length(256)),
  }),
  v.object({
    t: v.literal('heads-wanted'),
    of: v.pipe(v.array(v.pipe(seq, v.maxValue(255))), v.maxLength(256)),
  }),
  v.object({ t: v.literal('forked'), logs: v.pipe(v.array(logIdSchema), v.maxLength(MAX_LIST)) }),
  v.object({ t: v.literal('doubt'), log: logIdSchema }),
  v.object({ t: v.literal('want'), n: seq, heads: wants }),
  v.object({ t: v.literal('recent'), n: seq, limit: seq }),
  v.object({ t: v.literal('ping'), n: seq }),
  v.object({ t: v.literal('pong'), n: seq, at: seq }),
  v.object({
    t: v.literal('goodbye'),
    code: v.picklist([
      'leaving',
      'duplicate',
      'self',
      'other-group',
      'other-room',
      'secret-changed',
      'full',
      'bad-input',
      'overflow',
    ]),
    message: sentence,
  }),
] as const;

const controlByKind: ReadonlyMap<unknown, (typeof CONTROLS)[number]> = new Map(
  CONTROLS.map((schema) => [schema.entries.t.literal, schema]),
);
const unknownKind = v.never('Unknown kind');
/** Found by its kind: a variant would try all of them in turn, and most frames are small. */
const control = v.lazy((input) => controlByKind.get(kindOf(input)) ?? unknownKind);

/** A frame whose content is not what the protocol allows. Ends that one link, nothing else. */
export class WireError extends Error {}

export function encodePreamble(message: Preamble): Uint8Array {
  return utf8(JSON.stringify(message));
}

export function parsePreamble(bytes: Uint8Array): Preamble {
  return check(preamble, bytes, 'preamble');
}

export function encodeAnswer(message: Answer): Uint8Array {
  return utf8(JSON.stringify(message));
}

export function parseAnswer(bytes: Uint8Array): Answer {
  return check(answer, bytes, 'answer');
}

/** The content of one sealed frame: a channel byte, then JSON. */
export function encodeMessage(message: WireMessage): Uint8Array {
  // As a character, the channel is the one byte that it must be.
  if (message.t !== 'entries') return utf8(CONTROL_CHARACTER + JSON.stringify(message));
  const runs = message.runs.map(toWireRun);
  return utf8(PAGE_CHARACTER + JSON.stringify({ ...message, runs }));
}

/** Reads the content of one sealed frame; throws {@link WireError} where it breaks the protocol. */
export function parseMessage(content: Uint8Array): WireMessage {
  const body = content.subarray(1);
  const channel = content[0];
  switch (channel) {
    case CONTROL:
      if (body.byteLength > MAX_CONTROL_BYTES) throw new WireError('Control frame too long');
      return check(control, body, 'control');
    case PAGE:
      return check(page, body, 'page');
    default:
      throw new WireError(`Unknown channel ${channel}`);
  }
}

/** A run as text, as it travels. */
export function formatRun(item: Run): string {
  return JSON.stringify(toWireRun(item));
}

/** Reads a run from text; null where it is none. */
export function parseRun(text: string): Run | null {
  try {
    return v.parse(run, JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Cuts a list into parts that each fit a control frame, by number and by bytes. There is always a
 * part, even an empty one.
 */
export function inControlFrames<T>(items: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    // 1: the comma. 1,024: what stands round the list.
    const size = utf8Length(JSON.stringify(item)) + 1;
    const part = parts.at(-1);
    if (part !== undefined && part.length < MAX_LIST && bytes + size <= MAX_CONTROL_BYTES - 1_024) {
      part.push(item);
      bytes += size;
    } else {
      parts.push([item]);
      bytes = size;
    }
  }
  return parts;
}

function toWireRun({ log, prev, entries, sig }: Run): WireRun {
  return [log, entries[0]?.seq ?? 1, prev, entries.map(toRow), sig];
}

function fromWireRun([log, from, prev, rows, sig]: WireRun): Run {
  const place = splitLogId(log);
  return { log, prev, sig, entries: rows.map((row, index) => fromRow(place, from + index, row)) };
}

/** Text without halves of characters: those would be others after they have travelled. */
function wellFormed(maxLength: number): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string(),
    v.maxLength(maxLength),
    v.check((text) => text.isWellFormed()),
  );
}

function kindOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 't' in input ? input.t : undefined;
}

function check<T>(schema: v.GenericSchema<unknown, T>, bytes: Uint8Array, what: string): T {
  try {
    const result = v.safeParse(schema, parseJson(bytes), { abortEarly: true });
    if (result.success) return result.output;
    const [issue] = result.issues;
    // What was received instead stays out of every log: it may be what somebody has written.
    const place = v.getDotPath(issue) ?? 'the whole of it';
    const { expected } = issue;
    const instead = expected === null || expected === 'unknown' ? '' : `, expected ${expected}`;
    throw new WireError(`Bad ${what}: ${place} does not fit${instead}`);
  } catch (cause) {
    if (cause instanceof JsonError) throw new WireError(`Bad ${what}: ${cause.message}`, { cause });
    throw cause;
  }
}
