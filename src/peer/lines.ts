import { Amendments } from '../core/amendments.ts';
import { type Change, classOf, parseContent, REPLY } from '../core/content.ts';
import { type Entry, idOf } from '../core/entry.ts';
import type { ChatMessage, PeerRef, Quote, Version } from '../core/events.ts';
import type { EntryId, GroupId, PeerId } from '../core/ids.ts';
import type { Store } from '../core/ports.ts';

/** Messages whose changes stay in memory, so that a flood of them costs no look-up each. */
const MAX_KNOWN = 1_000;
/** Edits in the history of a message: of 8 KiB each, they are less than one page takes. */
const MAX_EDITS_SHOWN = 100;
/** Longest beginning of a message in a quote, in UTF-16 units: about three lines. */
export const MAX_QUOTE = 200;

export interface LinesHost {
  readonly store: Store;
  readonly group: GroupId;
  readonly self: PeerId;
  /** What anybody is called now, ourselves too. */
  nameOf(author: PeerId): string;
  /** Its clock is days ahead: it counts when its time has come. */
  isEarly(entry: Entry): boolean;
  /** What is ahead of this moment does not count yet, ms since 1970. */
  latest(): number;
}

/** What was done to a line that nobody has changed. */
const UNTOUCHED = new Amendments();

/** A change, and the entry that says it. */
export type Said = { readonly entry: Entry; readonly change: Change };

/** What changes another entry in a way that is known here; null where it is no such thing. */
export function changeIn(entry: Entry): Said | null {
  const content = classOf(entry.kind) === 'change' ? parseContent(entry) : null;
  switch (content?.is) {
    case 'edit':
    case 'delete':
    case 'react':
      return { entry, change: content };
    default:
      return null;
  }
}

/** The lines of the timeline as they are now: with what was done to them, and with what they quote. */
export class Lines {
  readonly #host: LinesHost;
  /** Of messages that have been changed; those asked for last are last. */
  readonly #known = new Map<EntryId, Amendments>();

  constructor(host: LinesHost) {
    this.#host = host;
  }

  /** Takes in a change that has been stored. */
  take({ entry, change }: Said): void {
    this.#known.get(change.of)?.take(entry, change);
  }

  /** Those of these lines that are here to be seen. */
  async find(ids: readonly EntryId[]): Promise<readonly Entry[]> {
    const { store, group, isEarly } = this.#host;
    if (ids.length === 0) return [];
    const found = await store.entries(group, ids);
    return found.filter((entry) => classOf(entry.kind) === 'line' && !isEarly(entry));
  }

  /** These lines as they are now, in the same order. */
  async messages(lines: readonly Entry[]): Promise<readonly ChatMessage[]> {
    const quotedIds = new Set(lines.flatMap((line) => quotedIn(line) ?? []));
    const found = await this.find([...quotedIds]);
    const ids = lines.map(idOf);
    const amended = await this.#amendments([...ids, ...found.map(idOf)]);
    const quotes = new Map(found.map((entry) => [idOf(entry), this.#quote(entry, amended)]));
    return lines.map((line, i) => {
      const id = ids[i] as EntryId; // one for each line
      const of = quotedIn(line);
      const unseen: Quote | null = of && { id: of, author: null, text: '', deleted: false };
      const quote = of === null ? null : (quotes.get(of) ?? unseen);
      return this.#message(line, id, quote, amended.get(id));
    });
  }

  /** What has been done to one line. */
  async amendmentsOf(id: EntryId): Promise<Amendments> {
    return (await this.#amendments([id])).get(id) ?? new Amendments();
  }

  /**
   * The texts that a line has had, the oldest first: where there were very many, the first and the
   * newest, of which the oldest says so.
   */
  async versions(line: Entry): Promise<readonly Version[]> {
    const { store, group, latest } = this.#host;
    const edits = await store.edits(group, idOf(line), latest(), MAX_EDITS_SHOWN + 1);
    const shown = edits.slice(0, MAX_EDITS_SHOWN).toReversed();
    const first: Version = { text: spoken(line).text, at: line.sentAt };
    return [
      first,
      ...shown.flatMap((entry, i): readonly Version[] => {
        const change = changeIn(entry)?.change;
        if (change?.is !== 'edit') return [];
        const afterGap = i === 0 && edits.length > MAX_EDITS_SHOWN;
        return [{ text: change.text, at: entry.sentAt, ...(afterGap && { afterGap }) }];
      }),
    ];
  }

  /** One look-up for all of which nothing is known. What nobody has changed is left out. */
  async #amendments(ids: readonly EntryId[]): Promise<ReadonlyMap<EntryId, Amendments>> {
    const { store, group, latest } = this.#host;
    const result = new Map<EntryId, Amendments>();
    const unknown = new Set<EntryId>();
    for (const id of ids) {
      const known = this.#known.get(id);
      if (known === undefined) unknown.add(id);
      else result.set(id, known);
    }
    const found = unknown.size === 0 ? [] : await store.changes(group, [...unknown], latest());
    for (const entry of found) {
      const said = changeIn(entry);
      if (said === null) continue;
      const amendments = result.get(said.change.of) ?? new Amendments();
      amendments.take(entry, said.change);
      result.set(said.change.of, amendments);
    }
    for (const [id, amendments] of result) this.#remember(id, amendments);
    return result;
  }

  #remember(id: EntryId, amendments: Amendments): void {
    this.#known.delete(id);
    this.#known.set(id, amendments);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }

  #message(line: Entry, id: EntryId, quote: Quote | null, amendments = UNTOUCHED): ChatMessage {
    const { self } = this.#host;
    const { deleted } = amendments;
    const { form, text } = spoken(line);
    const edit = form === 'unknown' ? null : amendments.edit;
    return {
      id,
      author: this.#refer(line.author),
      text: deleted ? '' : (edit?.text ?? text),
      sentAt: line.sentAt,
      own: line.author === self,
      late: false,
      hlc: line.hlc,
      form,
      quote: deleted ? null : quote,
      editedAt: deleted ? null : (edit?.at ?? null),
      deleted,
      reactions: deleted ? [] : amendments.reactions,
      changedBy: amendments.last,
    };
  }

  #quote(entry: Entry, amended: ReadonlyMap<EntryId, Amendments>): Quote {
    const id = idOf(entry);
    const { author, text, deleted } = this.#message(entry, id, null, amended.get(id));
    return { id, author, text: excerpt(text), deleted };
  }

  #refer(author: PeerId): PeerRef {
    return { id: author, name: this.#host.nameOf(author) };
  }
}

/** What somebody said in a line, before anything was done to it. */
function spoken(line: Entry): Pick<ChatMessage, 'form' | 'text'> {
  const content = parseContent(line);
  switch (content?.is) {
    case 'text':
    case 'reply':
      return { form: 'text', text: content.text };
    case 'action':
      return { form: 'action', text: content.text };
    default:
      return { form: 'unknown', text: '' };
  }
}

function quotedIn(line: Entry): EntryId | null {
  if (line.kind !== REPLY) return null;
  const content = parseContent(line);
  return content?.is === 'reply' ? content.of : null;
}

function excerpt(text: string): string {
  if (text.length <= MAX_QUOTE) return text;
  return `${text.slice(0, MAX_QUOTE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
