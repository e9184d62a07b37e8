import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type GroupId, isGroupId } from '../core/ids.ts';
import { replaceDurably } from '../host/durable-file.ts';

/** What was typed gathers for this long before it is written: not every key is worth a disk's work. */
const SAVE_AFTER_MS = 1_000;
/** Groups whose drafts are kept; those written in last stay. */
const MAX_DRAFTS = 64;

const fileSchema = v.object({
  drafts: v.array(v.object({ group: v.custom<GroupId>(isGroupId), text: v.string() })),
});

/** What is being written in each group, in `drafts.json` of the profile. */
export class Drafts {
  readonly #path: string;
  /** The one written in last comes last. */
  readonly #texts: Map<GroupId, string>;
  #timer: NodeJS.Timeout | null = null;

  constructor(profileDir: string) {
    this.#path = join(profileDir, 'drafts.json');
    this.#texts = new Map(read(this.#path).map(({ group, text }) => [group, text]));
  }

  of(group: GroupId | null): string {
    return group === null ? '' : (this.#texts.get(group) ?? '');
  }

  keep(group: GroupId, text: string): void {
    if (this.of(group) === text) return;
    this.#texts.delete(group);
    if (text !== '') this.#texts.set(group, text);
    for (const [oldest] of this.#texts) {
      if (this.#texts.size <= MAX_DRAFTS) break;
      this.#texts.delete(oldest);
    }
    this.#timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  /** Writes what has not been written; to be called before the program ends. */
  save(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const drafts = [...this.#texts].map(([group, text]) => ({ group, text }));
    try {
      replaceDurably(this.#path, JSON.stringify({ drafts }, null, 1));
    } catch (error) {
      // A full disk: what is typed next is written again.
      process.stderr.write(`${this.#path} cannot be written: ${String(error)}\n`);
    }
  }
}

function read(path: string): v.InferOutput<typeof fileSchema>['drafts'] {
  try {
    return v.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8'))).drafts;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) process.stderr.write(`${path} is not understood: no drafts in it are shown.\n`);
    return [];
  }
}
