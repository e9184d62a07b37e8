import type { WireMessage } from '../core/wire.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/** Messages and entries kept at most; whatever is beyond is said again in time. */
const MAX_EARLY = 1_000;

/** What neighbours say before the log is open, in order: heard when it is, on links still there. */
export class Early {
  readonly #links: Links;
  readonly #hear: (link: Link, message: WireMessage) => void;
  #waiting: (() => void)[] = [];
  #size = 0;

  constructor(links: Links, hear: (link: Link, message: WireMessage) => void) {
    this.#links = links;
    this.#hear = hear;
  }

  keep(link: Link, message: WireMessage): void {
    // Pages are large: what they hold counts, too.
    const size =
      message.t === 'entries' ? message.runs.flatMap(({ entries }) => entries).length : 1;
    if (this.#size + size > MAX_EARLY) return;
    this.#size += size;
    this.#waiting.push(() => {
      if (this.#links.with(link.remote) !== link) return;
      try {
        this.#hear(link, message);
      } catch (error) {
        // Ends that link, and not our joining.
        link.close('bad-input', error instanceof Error ? error.message : String(error));
      }
    });
  }

  /** The log is open. */
  hear(): void {
    for (const run of this.#waiting.splice(0)) run();
  }
}
