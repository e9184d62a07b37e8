import type { Failure, Result } from '../../../core/result.ts';
import { parseText } from '../../../core/text.ts';

/** What the composer shows. */
export type OutboxView = {
  readonly draft: string;
  readonly problem: string | undefined;
  /** Something has been handed over and is not stored yet. */
  readonly sending: boolean;
};

/** All that main has not been given: what a reload of the page would lose. */
export type Unsent = { readonly draft: string; readonly waiting: readonly string[] };

type OutboxPorts = {
  readonly send: (text: string) => Promise<Result<unknown, Failure>>;
  readonly keep: (unsent: Unsent) => void;
};

/**
 * The draft, and the texts on their way to the store.
 *
 * The box empties at once, so that the next words cannot mix with the last. Texts go one after the
 * other, and where one is refused, it and those behind it return to the box, above what has been
 * typed since. A text stops being kept before it is handed over: main may store it while the page
 * reloads, and then the page must not send it again.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #listeners = new Set<() => void>();
  #waiting: readonly string[];
  #view: OutboxView;
  #open = false;

  constructor(ports: OutboxPorts, { draft, waiting }: Unsent) {
    this.#ports = ports;
    this.#waiting = waiting;
    this.#view = { draft, problem: undefined, sending: false };
  }

  readonly view = (): OutboxView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what was waiting when the page went. */
  open(): void {
    this.#open = true;
    void this.#sendAll();
  }

  /** The group has been left: what still waits was meant for nobody else. */
  close(): void {
    this.#open = false;
  }

  readonly edit = (draft: string): void => this.#show({ draft, problem: undefined });

  readonly submit = (): void => {
    const { draft } = this.#view;
    if (draft === '') return;
    const parsed = parseText(draft);
    if (!parsed.ok) {
      this.#show({ problem: parsed.error.message });
      return;
    }
    this.#waiting = [...this.#waiting, parsed.value];
    this.edit('');
    void this.#sendAll();
  };

  async #sendAll(): Promise<void> {
    if (this.#view.sending) return;
    while (this.#open) {
      const [text, ...behind] = this.#waiting;
      if (text === undefined) break;
      this.#waiting = behind;
      this.#show({ sending: true });
      const sent = await this.#ports.send(text);
      if (!sent.ok) this.#takeBack(text, sent.error.message);
    }
    this.#show({ sending: false });
  }

  #takeBack(text: string, problem: string): void {
    const typed = this.#view.draft === '' ? [] : [this.#view.draft];
    const draft = [text, ...this.#waiting, ...typed].join('\n');
    this.#waiting = [];
    this.#show({ draft, problem });
  }

  #show(change: Partial<OutboxView>): void {
    this.#view = { ...this.#view, ...change };
    if (this.#open) this.#ports.keep({ draft: this.#view.draft, waiting: this.#waiting });
    for (const listener of this.#listeners) listener();
  }
}
