import type { Entry } from '../../src/core/entry.ts';
import type { ChatMessage } from '../../src/core/events.ts';

/** What a message looks like, but for whose screen it is on. */
export type Look = {
  readonly id: string;
  readonly text: string;
  readonly quote: string | null;
  readonly quoteText: string | null;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly reactions: string;
};

/** As a peer shows it. */
export function lookOf({ id, text, quote, editedAt, deleted, reactions }: ChatMessage): Look {
  return {
    ...{ id, text, deleted, edited: editedAt !== null },
    quote: quote?.id ?? null,
    quoteText: quote?.author ? quote.text : null,
    reactions: reactions.map(({ emoji, by }) => `${emoji} ${by.join(' ')}`).join(', '),
  };
}

/**
 * What all messages look like that have been said, from what lies on a disk: everything from the
 * first to the last in turn, as docs/protocol.md has it and without the code under test.
 */
export function looks(entries: Iterable<Entry>): ReadonlyMap<string, Look> {
  const all = [...entries].sort(inOrder);
  const texts = new Map<string, string>();
  const answers = new Map<string, string>();
  const edited = new Set<string>();
  const deleted = new Set<string>();
  const marks = new Map<string, Map<string, string>>();
  for (const entry of all) {
    const { author, kind, body } = entry;
    const end = body.indexOf('\n');
    const [of, rest] = end < 0 ? [body, ''] : [body.slice(0, end), body.slice(end + 1)];
    const isOwn = of.startsWith(author);
    if (kind === 'text' || kind === 'action') texts.set(placeOf(entry), body);
    if (kind === 'reply') {
      texts.set(placeOf(entry), rest);
      answers.set(placeOf(entry), of);
    }
    if (kind === 'on-delete' && isOwn) deleted.add(of);
    if (kind === 'on-react') {
      const its = marks.get(of) ?? new Map<string, string>();
      its.delete(`${author} ${rest.slice(1)}`);
      if (rest.startsWith('+')) its.set(`${author} ${rest.slice(1)}`, rest.slice(1));
      marks.set(of, its);
    }
  }
  // Only now: an author's clock may have been put back, so that an edit sorts before its message.
  for (const { author, kind, body } of all) {
    const of = body.slice(0, body.indexOf('\n'));
    if (kind !== 'on-edit' || !of.startsWith(author) || !texts.has(of)) continue;
    texts.set(of, body.slice(body.indexOf('\n') + 1));
    edited.add(of);
  }
  const shownText = (id: string): string => (deleted.has(id) ? '' : (texts.get(id) ?? ''));
  return new Map(
    [...texts.keys()].map((id): [string, Look] => {
      const gone = deleted.has(id);
      const quote = gone ? null : (answers.get(id) ?? null);
      return [
        id,
        {
          ...{ id, text: shownText(id), deleted: gone, edited: !gone && edited.has(id), quote },
          quoteText: quote === null || !texts.has(quote) ? null : cut(shownText(quote)),
          reactions: gone ? '' : marksOf(marks.get(id)),
        },
      ];
    }),
  );
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function marksOf(marks: ReadonlyMap<string, string> = new Map()): string {
  const byEmoji = new Map<string, string[]>();
  for (const [key, emoji] of marks) {
    byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), key.slice(0, 64)]);
  }
  return [...byEmoji].map(([emoji, by]) => `${emoji} ${by.join(' ')}`).join(', ');
}

function placeOf({ author, epoch, seq }: Entry): string {
  return `${author}.${epoch}.${seq}`;
}

function inOrder(a: Entry, b: Entry): number {
  const [logA, logB] = [a.author + a.epoch, b.author + b.epoch];
  const clocks = a.hlc[0] - b.hlc[0] || a.hlc[1] - b.hlc[1];
  return clocks || (logA === logB ? a.seq - b.seq : logA < logB ? -1 : 1);
}
