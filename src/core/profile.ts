import * as v from 'valibot';
import { utf8 } from './bytes.ts';
import { parseJson } from './json.ts';
import { parseName } from './text.ts';

/**
 * What somebody says of themselves, in an entry of their own log.
 *
 * `n` counts their profiles: each is one more than the highest they have in their store. Starts have
 * logs of their own and clocks go wrong, so neither could say which profile is the newest.
 */
export type Profile = { readonly name: string; readonly n: number };

/** Keys that are not known here (a status, a colour) are passed over, and stay in the entry. */
const schema = v.object({
  name: v.pipe(v.string(), v.check(isDisplayName)),
  n: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

export function profileBody({ name, n }: Profile): string {
  return JSON.stringify({ name, n });
}

/** Reads the body of a `profile`; null where it is none. */
export function parseProfile(body: string): Profile | null {
  let json: unknown;
  try {
    json = parseJson(utf8(body));
  } catch {
    return null;
  }
  const parsed = v.safeParse(schema, json);
  return parsed.success ? parsed.output : null;
}

/** Whether a name is as a composer would have made it: nothing left to normalise. */
function isDisplayName(text: string): boolean {
  const name = parseName(text);
  return name.ok && name.value === text;
}
