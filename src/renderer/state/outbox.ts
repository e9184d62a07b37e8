import type { EntryId } from '../../core/ids.ts';
import type { Failure, Result } from '../../core/result.ts';
import { parseText } from '../../core/text.ts';
import {
  joined,
  NOTHING_UNSENT,
  type Outgoing,
  type Target,
  typed,
  type Unsent,
} from './unsent.ts';

/** What the composer shows. */
export type OutboxView = {
  readonly draft: string;
  /** The message that is answered or changed; null where something new is written. */
  readonly target: Target | null;
  readonly problem: Failure | null;
  /** Handed over or waiting, and not stored yet; in the order in which they were said. */
  readonly pending: readonly Outgoing[];
};

/** A text as it is to be sent: at once, or as soon as what that takes is there. */
export type Spell = (text: string) => string | Promise<string>;

type OutboxPorts = {
  readonly send: (outgoing: Outgoing) => Promise<Result<unknown, Failure>>;
};

/** What the outbox needs for one stay in a group. */
export type Stay = {
  readonly spell: Spell;
  /** Keeps what has not been sent; also after the group has been left, if a text is refused only then. */
  readonly keep: (unsent: Unsent) => void;
};

const ACTION_ANSWERS_NOTHING: Failure = {
  code: 'action-answers-nothing',
  message: 'What you do answers no message. Stop answering first, or write it without “/me”.',
};

/**
 * The draft, and the texts on their way to the store.
 *
 * The box empties at once, so that the next words cannot mix with the last. Texts go one after the
 * other, and where one is refused, it and those behind it return to the box as they were typed, above
 * what has been typed since. A text stops being kept before it is handed over: main may store it while the page
 * reloads, and then the page must not send it again.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #listeners = new Set<() => void>();
  #view: OutboxView = { draft: '', target: null, problem: null, pending: [] };
  #waiting: readonly Outgoing[] = [];
  /** What was being written when an own message was taken up to be changed. */
  #aside = '';
  #said = 0;
  /** What had not been sent when the last group was left. */
  #left: Unsent = NOTHING_UNSENT;
  /** Null where no group is on the screen. */
  #stay: Stay | null = null;
  #sending = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  readonly view = (): OutboxView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A group is on the screen: takes up what was waiting when the page went. */
  open({ draft, target, aside, waiting }: Unsent, stay: Stay): void {
    this.#stay = stay;
    this.#aside = aside;
    this.#waiting = waiting.map((outgoing) => ({ ...outgoing, key: this.#nextKey() }));
    this.#show({ draft, target, problem: null });
    void this.#sendAll();
  }

  /** A draft of an earlier start has been found; what has been typed meanwhile comes after it. */
  found(draft: string): void {
    // What is being changed is a message of its own: the draft waits beside it.
    if (this.#view.target?.as === 'edit') {
      this.#aside = joined([draft, this.#aside]);
      this.#show({});
    } else {
      this.#show({ draft: joined([draft, this.#view.draft]) });
    }
  }

  /** The group has been left: what still waits was meant for nobody else, and has been kept for it. */
  close(): void {
    this.#left = this.#unsent();
    this.#stay = null;
    this.#waiting = [];
    this.#aside = '';
    this.#show({ draft: '', target: null, problem: null });
  }

  readonly type = (draft: string): void => this.#show({ draft, problem: null });

  /** What cannot be done with the draft as it stands. */
  readonly object = (problem: Failure): void => this.#show({ problem });

  /** What is written next answers a message. An edit that was begun is dropped for it. */
  readonly reply = (id: EntryId): void => {
    this.cancel();
    this.#show({ target: { as: 'reply', id } });
  };

  /** Takes up an own message to change it; what was being written comes back afterwards. */
  readonly edit = (id: EntryId, text: string): void => {
    if (this.#view.target?.as !== 'edit') this.#aside = this.#view.draft;
    this.#show({ draft: text, target: { as: 'edit', id }, problem: null });
  };

  /** Something new is written after all. */
  readonly cancel = (): void => {
    const { draft, target } = this.#view;
    const aside = this.#aside;
    this.#aside = '';
    this.#show({ draft: target?.as === 'edit' ? aside : draft, target: null, problem: null });
  };

  /** Says the texts in place of the draft. The first one is what the answer or the change says. */
  readonly say = (texts: readonly string[], as: 'text' | 'action' = 'text'): void => {
    const refused = texts.map(parseText).find((parsed) => !parsed.ok);
    if (refused !== undefined && !refused.ok) {
      this.object(refused.error);
      return;
    }
    const { target } = this.#view;
    if (as === 'action' && target?.as === 'reply') {
      this.object(ACTION_ANSWERS_NOTHING);
      return;
    }
    const said = texts.map((text, i): Outgoing => {
      const form = i === 0 && target !== null ? target : { as };
      return { key: this.#nextKey(), text, form };
    });
    this.#waiting = [...this.#waiting, ...said];
    const draft = target?.as === 'edit' ? this.#aside : '';
    this.#aside = '';
    this.#show({ draft, target: null, problem: null, pending: [...this.#view.pending, ...said] });
    void this.#sendAll();
  };

  #nextKey(): string {
    this.#said += 1;
    return `p${this.#said}`;
  }

  async #sendAll(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#stay !== null) {
      const stay = this.#stay;
      const [outgoing] = this.#waiting;
      if (outgoing === undefined) break;
      const spelt = stay.spell(outgoing.text);
      const text = typeof spelt === 'string' ? spelt : await spelt;
      // The group may have been left meanwhile.
      if (this.#waiting[0] !== outgoing) continue;
      const pending = this.#waiting;
      this.#waiting = pending.slice(1);
      this.#show({ pending });
      const sent = await this.#ports.send({ ...outgoing, text });
      if (sent.ok) continue;
      if (this.#stay === stay) this.#takeBack(outgoing, sent.error);
      else stay.keep({ ...this.#left, waiting: [outgoing, ...this.#left.waiting] });
    }
    this.#sending = false;
    this.#show({ pending: this.#waiting });
  }

  #takeBack(refused: Outgoing, problem: Failure): void {
    const { draft, target } = this.#view;
    const { form } = refused;
    const texts = typed([refused, ...this.#waiting]);
    this.#waiting = [];
    if (texts.length === 1 && target === null && form.as === 'edit') {
      this.#aside = draft;
      this.#show({ draft: refused.text, target: form, problem });
    } else if (target?.as === 'edit') {
      // What is being changed is another message: these words do not belong into it.
      this.#aside = joined([...texts, this.#aside]);
      this.#show({ problem });
    } else {
      const answered = target ?? (form.as === 'reply' ? form : null);
      this.#show({ draft: joined([...texts, draft]), target: answered, problem });
    }
  }

  #unsent(): Unsent {
    const { draft, target } = this.#view;
    return { draft, target, aside: this.#aside, waiting: this.#waiting };
  }

  #show(change: Partial<OutboxView>): void {
    this.#view = { ...this.#view, ...change };
    this.#stay?.keep(this.#unsent());
    for (const listener of this.#listeners) listener();
  }
}
