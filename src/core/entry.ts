import * as v from 'valibot';
import { utf8Length } from './bytes.ts';
import {
  type EntryId,
  type Epoch,
  entryId,
  isEpoch,
  isPeerId,
  type LogId,
  logId,
  type PeerId,
} from './ids.ts';
import { type Hlc, MAX_COUNTER } from './order.ts';
import { parseProfile } from './profile.ts';
import { MAX_TEXT_BYTES, parseText } from './text.ts';

/** Longest body in UTF-8 bytes; a text message fits with room for kinds that are yet to come. */
export const MAX_BODY_BYTES = 16_384;
/** Furthest moment a date can name, ms since 1970: ECMAScript, "Time Values and Time Range". */
const MAX_TIME_MS = 8.64e15;

/**
 * One thing that somebody said or did: the unit that is stored, sent and merged.
 *
 * `body` is text whose meaning `kind` decides. A peer that does not know a kind keeps it and passes
 * it on untouched.
 */
export type Entry = {
  readonly author: PeerId;
  readonly epoch: Epoch;
  /** 1, 2, 3 ... without gaps within (author, epoch). */
  readonly seq: number;
  readonly hlc: Hlc;
  /** The author's clock, ms since 1970. */
  readonly sentAt: number;
  readonly kind: string;
  readonly body: string;
};

/** Said by somebody; `body` is the text. */
export const TEXT = 'text';
/** What the author is called from here on: see {@link parseProfile}. The first entry of every log. */
export const PROFILE = 'profile';

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_TIME_MS));
const counter = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_COUNTER));

const wireEntry = v.strictTuple([
  v.custom<PeerId>(isPeerId),
  v.custom<Epoch>(isEpoch),
  v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  time,
  counter,
  time,
  v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)),
  v.pipe(
    v.string(),
    v.check((body) => body.isWellFormed() && utf8Length(body) <= MAX_BODY_BYTES),
  ),
]);

/** Entries travel as rows, without a name for every field: a page holds about a thousand. */
export type WireEntry = readonly [
  author: PeerId,
  epoch: Epoch,
  seq: number,
  wallMs: number,
  counter: number,
  sentAt: number,
  kind: string,
  body: string,
];

/** Reads a row from the wire; its text must be one that a composer would have sent. */
export const entrySchema: v.GenericSchema<unknown, Entry> = v.pipe(
  wireEntry,
  v.transform(fromWire),
  v.check(isMeaningful, 'The content does not fit its kind'),
);

export function toWire(entry: Entry): WireEntry {
  const { author, epoch, seq, hlc, sentAt, kind, body } = entry;
  return [author, epoch, seq, hlc[0], hlc[1], sentAt, kind, body];
}

function fromWire([author, epoch, seq, wall, counter, sentAt, kind, body]: v.InferOutput<
  typeof wireEntry
>): Entry {
  return { author, epoch, seq, hlc: [wall, counter], sentAt, kind, body };
}

function isMeaningful({ kind, body }: Entry): boolean {
  if (kind === TEXT) return body.length <= MAX_TEXT_BYTES && parseText(body).ok;
  return kind !== PROFILE || parseProfile(body) !== null;
}

export function logOf(entry: Entry): LogId {
  return logId(entry.author, entry.epoch);
}

export function idOf(entry: Entry): EntryId {
  return entryId(logOf(entry), entry.seq);
}
