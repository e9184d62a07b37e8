import * as v from 'valibot';
import { utf8, utf8Length } from './bytes.ts';
import { parseJson } from './json.ts';
import type { Result } from './result.ts';
import { err, type Failure, ok } from './result.ts';
import { parseName, parseStatus } from './text.ts';

/** Colours to choose from: as many as the window has tints. */
export const COLOURS = 8;
/** Longest profile that is written: unknown keys that make it longer are left out. */
const MAX_PROFILE_BYTES = 8_192;

/** What somebody says of themselves beside their name; what is not there was not said. */
export type Looks = {
  /** A few words of their own: “in a meeting”. */
  readonly status?: string;
  /** The colour that stands for them, of {@link COLOURS}. Without one it follows from their key. */
  readonly colour?: number;
};

/**
 * What somebody says of themselves, in an entry of their own log.
 *
 * `n` counts their profiles: each is one more than the highest they have in their store. Starts have
 * logs of their own and clocks go wrong, so neither could say which profile is the newest.
 */
export type Profile = Looks & { readonly name: string; readonly n: number };

/** What one can change of one's own; what is left out stays, and `null` takes it back. */
export type ProfileChange = {
  readonly name?: string;
  readonly status?: string | null;
  readonly colour?: number | null;
};

/** Of the page or a program: a change is checked here before it is trusted. */
export const profileChangeSchema: v.GenericSchema<unknown, ProfileChange> = v.strictObject({
  name: v.exactOptional(v.pipe(v.string(), v.maxLength(1_000))),
  status: v.exactOptional(v.nullable(v.pipe(v.string(), v.maxLength(2_000)))),
  colour: v.exactOptional(v.nullable(v.number())),
});

const colour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(COLOURS - 1));

/** A status or a colour of a later version that means nothing here is as none. */
const schema = v.object({
  name: v.pipe(v.string(), v.check(isDisplayName)),
  n: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  status: v.optional(v.unknown()),
  colour: v.optional(v.unknown()),
});

/** `others`: what a later version of the author's program said besides, which stays. */
export function profileBody(
  { name, n, status, colour: tint }: Profile,
  others: Readonly<Record<string, unknown>> = {},
): string {
  const said = {
    name,
    n,
    ...(status === undefined ? {} : { status }),
    ...(tint === undefined ? {} : { colour: tint }),
  };
  const whole = JSON.stringify({ ...said, ...others, ...said });
  return utf8Length(whole) <= MAX_PROFILE_BYTES ? whole : JSON.stringify(said);
}

/** Reads the body of a `profile`; null where it is none. */
export function parseProfile(body: string): Profile | null {
  const parsed = v.safeParse(schema, jsonOf(body));
  if (!parsed.success) return null;
  const { name, n, status, colour: tint } = parsed.output;
  return {
    name,
    n,
    ...(isStatus(status) ? { status } : {}),
    ...(v.is(colour, tint) && !Object.is(tint, -0) ? { colour: tint } : {}),
  };
}

/** What the body of a profile says besides what is known here. */
export function unknownKeys(body: string): Readonly<Record<string, unknown>> {
  const json = jsonOf(body);
  if (typeof json !== 'object' || json === null) return {};
  const { name, n, status, colour: tint, ...others } = json as Record<string, unknown>;
  return others;
}

/** A profile after a change, with what is wrong with it in a sentence. An empty status is none. */
export function changedProfile(before: Profile, change: ProfileChange): Result<Profile, Failure> {
  const name = change.name === undefined ? ok(before.name) : parseName(change.name);
  if (!name.ok) return name;
  const status = parseStatus(
    change.status === undefined ? (before.status ?? '') : (change.status ?? ''),
  );
  if (!status.ok) return status;
  const tint = change.colour === undefined ? before.colour : (change.colour ?? undefined);
  if (tint !== undefined && !v.is(colour, tint)) {
    return err({ code: 'colour-unknown', message: 'There is no such colour.' });
  }
  return ok({
    name: name.value,
    n: before.n,
    ...(status.value === '' ? {} : { status: status.value }),
    ...(tint === undefined ? {} : { colour: tint }),
  });
}

function jsonOf(body: string): unknown {
  try {
    return parseJson(utf8(body));
  } catch {
    return null;
  }
}

/** Whether a name is as a composer would have made it: nothing left to normalise. */
function isDisplayName(text: string): boolean {
  const name = parseName(text);
  return name.ok && name.value === text;
}

function isStatus(text: unknown): text is string {
  if (typeof text !== 'string' || text === '') return false;
  const status = parseStatus(text);
  return status.ok && status.value === text;
}
