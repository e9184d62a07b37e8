import type { Amendments } from '../core/amendments.ts';
import {
  ACTION,
  bareEmoji,
  DELETE,
  EDIT,
  editBody,
  parseContent,
  parseEmoji,
  REACT,
  REPLY,
  reactBody,
  replyBody,
  TEXT,
} from '../core/content.ts';
import { type Entry, idOf } from '../core/entry.ts';
import type { Version } from '../core/events.ts';
import type { EntryId, PeerId } from '../core/ids.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import { parseText } from '../core/text.ts';
import type { Lines } from './lines.ts';

export interface VoiceHost {
  readonly self: PeerId;
  /** Looks at lines once all has been told that has come by now. */
  look<T>(at: (lines: Lines) => Promise<T>): Promise<T>;
  /** Appends to our own log; resolves once it is stored, and told to the program. */
  write(kind: string, body: string): Promise<Entry>;
}

/** A line that something can be done to, and what has been done to it. */
type Line = { readonly entry: Entry; readonly amendments: Amendments };

const NOT_HERE: Failure = {
  code: 'message-not-here',
  message: 'This message is not on this computer.',
};
const DELETED: Failure = { code: 'message-deleted', message: 'This message has been deleted.' };
const NOT_YOURS: Failure = {
  code: 'message-not-yours',
  message: 'Only who wrote a message can change it.',
};
const UNKNOWN: Failure = {
  code: 'message-unknown',
  message: 'This version of Parley does not know messages of this kind.',
};

/**
 * All that a member can say, and do to what has been said. What resolves with an id is stored; null
 * says that there was nothing to do.
 */
export class Voice {
  readonly #host: VoiceHost;

  constructor(host: VoiceHost) {
    this.#host = host;
  }

  async send(text: string): Promise<Result<EntryId, Failure>> {
    const parsed = parseText(text);
    return parsed.ok ? this.#write(TEXT, parsed.value) : parsed;
  }

  async act(text: string): Promise<Result<EntryId, Failure>> {
    const parsed = parseText(text);
    return parsed.ok ? this.#write(ACTION, parsed.value) : parsed;
  }

  async reply(to: EntryId, text: string): Promise<Result<EntryId, Failure>> {
    const parsed = parseText(text);
    if (!parsed.ok) return parsed;
    const line = await this.#find(to);
    return line.ok ? this.#write(REPLY, replyBody(to, parsed.value)) : line;
  }

  async edit(id: EntryId, text: string): Promise<Result<EntryId | null, Failure>> {
    const parsed = parseText(text);
    if (!parsed.ok) return parsed;
    const line = await this.#findOwn(id);
    if (!line.ok) return line;
    const { entry, amendments } = line.value;
    const content = parseContent(entry);
    if (content === null || !('text' in content)) return err(UNKNOWN);
    if (parsed.value === (amendments.edit?.text ?? content.text)) return ok(null);
    return this.#write(EDIT, editBody(id, parsed.value));
  }

  async remove(id: EntryId): Promise<Result<EntryId, Failure>> {
    const line = await this.#findOwn(id);
    return line.ok ? this.#write(DELETE, id) : line;
  }

  async react(id: EntryId, emoji: string, on: boolean): Promise<Result<EntryId | null, Failure>> {
    const parsed = parseEmoji(emoji);
    if (!parsed.ok) return parsed;
    const line = await this.#find(id);
    if (!line.ok) return line;
    const { reactions } = line.value.amendments;
    const isOn = reactions.some(({ emoji: its, by }) => {
      return bareEmoji(its) === bareEmoji(emoji) && by.includes(this.#host.self);
    });
    return isOn === on ? ok(null) : this.#write(REACT, reactBody(id, emoji, on));
  }

  /** All texts that a message has had, the oldest first. */
  async versions(id: EntryId): Promise<Result<readonly Version[], Failure>> {
    const line = await this.#find(id);
    if (!line.ok) return line;
    return this.#look(async (lines) => ok(await lines.versions(line.value.entry)));
  }

  async #findOwn(id: EntryId): Promise<Result<Line, Failure>> {
    const line = await this.#find(id);
    return line.ok && line.value.entry.author !== this.#host.self ? err(NOT_YOURS) : line;
  }

  #find(id: EntryId): Promise<Result<Line, Failure>> {
    return this.#look(async (lines) => {
      const [entry] = await lines.find([id]);
      if (entry === undefined) return err(NOT_HERE);
      const amendments = await lines.amendmentsOf(id);
      return amendments.deleted ? err(DELETED) : ok({ entry, amendments });
    });
  }

  async #look<T>(at: (lines: Lines) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    try {
      return await this.#host.look(at);
    } catch (error) {
      const reason = reasonOf(error);
      const message = `The message could not be read on this computer: ${reason}`;
      return err({ code: 'not-read', message, params: { reason } });
    }
  }

  async #write(kind: string, body: string): Promise<Result<EntryId, Failure>> {
    try {
      return ok(idOf(await this.#host.write(kind, body)));
    } catch (error) {
      const reason = reasonOf(error);
      const message = `The message could not be stored, so it was not sent: ${reason}`;
      return err({ code: 'not-stored', message, params: { what: 'message', reason } });
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
