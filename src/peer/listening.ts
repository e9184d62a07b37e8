import type { ChatFact } from '../core/events.ts';
import type { Listener } from '../core/ports.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import type { Door } from './door.ts';
import { LEFT } from './entrance.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';
import type { PeerPorts, SessionOptions } from './options.ts';

export interface ListeningHost {
  readonly ports: Pick<PeerPorts, 'transport' | 'addresses'>;
  readonly options: Pick<SessionOptions, 'host' | 'port' | 'listen'>;
  readonly door: Door;
  readonly links: Links;
  /** Leaving has begun. */
  left(): boolean;
  tell(fact: ChatFact): void;
}

/** The port at which others reach us, and the addresses that lead to it now. */
export class Listening {
  readonly #host: ListeningHost;
  #listener: Listener | null = null;

  constructor(host: ListeningHost) {
    this.#host = host;
  }

  /** Opens the port, for those who listen. */
  async open(): Promise<Result<null, Failure>> {
    const { ports, options, links, left, tell } = this.#host;
    const { host, port, listen } = options;
    if (!listen) {
      tell({ type: 'listening', address: null, addresses: [] });
      return ok(null);
    }
    const opened = await ports.transport.listen({ host, port }, (connection) =>
      links.accept(connection),
    );
    if (!opened.ok) return opened;
    if (left()) {
      await opened.value.close();
      return err(LEFT);
    }
    this.#listener = opened.value;
    this.look();
    return ok(null);
  }

  /** Tells where this peer can be dialled, where that is news: the person, and the neighbours. */
  look(): void {
    if (this.#listener === null) return;
    const { ports, options, door, tell } = this.#host;
    const { port } = this.#listener;
    const addresses = ports.addresses(options.host, port);
    if (!door.listening({ port, addresses })) return;
    tell({ type: 'listening', address: addresses[0] ?? null, addresses });
    this.say(() => true);
  }

  /** Says our addresses to some of the neighbours. */
  say(choose: (link: Link) => boolean): void {
    const { door, links } = this.#host;
    const { port, addresses } = door.hello();
    links.broadcast({ t: 'addresses', port, addresses }, choose);
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }
}
