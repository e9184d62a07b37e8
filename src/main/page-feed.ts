import type { ChatEvent } from '../core/events.ts';
import type { BridgeEvent } from '../ipc/contract.ts';

/**
 * At most one batch a frame of a 60 Hz screen, so that a burst of messages costs one render. The first
 * after some silence goes at once, with what comes in the same turn.
 */
const BATCH_MS = 16;

type Snapshot = Extract<BridgeEvent, { readonly type: 'snapshot' }>;

/** What the page hears: a snapshot when it is ready, then what happens, the peer's events in batches. */
export class PageFeed {
  readonly #show: (event: BridgeEvent) => void;
  #ready = false;
  #batch: ChatEvent[] = [];
  /** When the last batch went, by `performance.now()`. */
  #wentAt = -BATCH_MS;

  constructor(show: (event: BridgeEvent) => void) {
    this.#show = show;
  }

  /** The page is ready. What waited for the one before is in the snapshot. */
  begin(snapshot: Snapshot): void {
    this.#ready = true;
    this.#batch = [];
    this.#show(snapshot);
  }

  /** The page is being replaced: until the next one is ready there is nobody to tell. */
  end(): void {
    this.#ready = false;
  }

  /** Tells at once, ahead of events that still wait: {@link flush} first where the order counts. */
  tell(event: BridgeEvent): void {
    if (this.#ready) this.#show(event);
  }

  /** Tells with the next batch. */
  gather(event: ChatEvent): void {
    if (!this.#ready) return;
    this.#batch.push(event);
    if (this.#batch.length > 1) return;
    const soonMs = Math.max(0, this.#wentAt + BATCH_MS - performance.now());
    setTimeout(() => this.flush(), soonMs);
  }

  /** Tells what waits. */
  flush(): void {
    if (!this.#ready || this.#batch.length === 0) return;
    const events = this.#batch;
    this.#batch = [];
    this.#wentAt = performance.now();
    this.#show({ type: 'events', events });
  }
}
