/** How often memory is looked at, ms: a look takes half of one. */
const EVERY_MS = 50;
const MB = 1e6;

/** Watches the memory of this process: how far it goes above what it is now, in MB. */
export class Peak {
  readonly #rest: NodeJS.MemoryUsage;
  #rss = 0;
  #heap = 0;
  readonly #timer: NodeJS.Timeout;

  constructor() {
    globalThis.gc?.();
    this.#rest = process.memoryUsage();
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  stop(): { readonly rss: number; readonly heap: number } {
    clearInterval(this.#timer);
    this.#look();
    const { rss, heapUsed } = this.#rest;
    return { rss: (this.#rss - rss) / MB, heap: (this.#heap - heapUsed) / MB };
  }

  #look(): void {
    const { rss, heapUsed } = process.memoryUsage();
    this.#rss = Math.max(this.#rss, rss);
    this.#heap = Math.max(this.#heap, heapUsed);
  }
}
