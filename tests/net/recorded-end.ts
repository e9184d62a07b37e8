import type { CloseReason, Connection } from '../../src/core/ports.ts';

/** One end of a connection that notes all that happens to it. */
export class RecordedEnd {
  readonly connection: Connection;
  readonly closes: CloseReason[] = [];
  drains = 0;
  readonly #chunks: Uint8Array[] = [];
  #receivedBytes = 0;
  #waiters: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
    connection.start({
      data: (bytes) => {
        this.#chunks.push(Uint8Array.from(bytes));
        this.#receivedBytes += bytes.byteLength;
        this.#changed();
      },
      drained: () => {
        this.drains += 1;
        this.#changed();
      },
      closed: (reason) => {
        this.closes.push(reason);
        this.#changed();
      },
    });
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  hasReceived(byteCount: number): Promise<void> {
    return this.#until(() => this.#receivedBytes >= byteCount);
  }

  hasDrained(): Promise<void> {
    return this.#until(() => this.drains > 0);
  }

  hasClosed(): Promise<void> {
    return this.#until(() => this.closes.length > 0);
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push({ condition, resolve });
      this.#changed();
    });
  }

  #changed(): void {
    const met = this.#waiters.filter(({ condition }) => condition());
    this.#waiters = this.#waiters.filter((waiter) => !met.includes(waiter));
    for (const { resolve } of met) resolve();
  }
}
