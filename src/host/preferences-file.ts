import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPreferences } from '../core/kept-preferences.ts';
import {
  DEFAULT_PREFERENCES,
  type Preferences,
  type PreferencesChange,
} from '../core/preferences.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import { replaceDurably } from './durable-file.ts';

type Listener = (preferences: Preferences) => void;

/** What the person at this profile has chosen, in `preferences.json` of the profile. */
export class PreferencesFile {
  readonly #path: string;
  readonly #listeners = new Set<Listener>();
  #value: Preferences;

  constructor(path: string) {
    this.#path = path;
    this.#value = read(path);
  }

  get value(): Preferences {
    return this.#value;
  }

  /** Tells at once what is chosen, and again whenever that changes; returns how to stop it. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.#value);
    return () => this.#listeners.delete(listener);
  }

  /** A choice holds from now on, also where the disk cannot take it; that is said. */
  change(change: PreferencesChange): Result<null, Failure> {
    this.#value = { ...this.#value, ...change };
    for (const listener of this.#listeners) listener(this.#value);
    try {
      replaceDurably(this.#path, JSON.stringify(this.#value, null, 2));
      return ok(null);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `This holds only until Parley is closed, because it could not be stored: ${reason}`;
      return err({ code: 'preferences-not-stored', message, params: { reason } });
    }
  }
}

export function preferencesOf({ dir }: { readonly dir: string }): PreferencesFile {
  return new PreferencesFile(join(dir, 'preferences.json'));
}

/** Where nothing can be read, everything is as at first: no choice is worth not starting. */
function read(path: string): Preferences {
  try {
    const kept = readPreferences(JSON.parse(readFileSync(path, 'utf8')));
    if (kept !== null) return kept;
    process.stderr.write(`${path} is not understood; preferences are as at first.\n`);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) process.stderr.write(`${path} cannot be read: ${String(error)}\n`);
  }
  return DEFAULT_PREFERENCES;
}
