import type { PeerId } from '../core/ids.ts';
import type { Role, SecureChannel } from '../core/ports.ts';
import { type Hello, type Reachable, type Refusal, VERSION } from '../core/wire.ts';
import { Opening, type OpeningHost, type OpeningStep, type Refused, refusedIn } from './opening.ts';

export interface IntroductionHost {
  /** The handshake has shown who is there: all that follows is sealed, our hello first. */
  known(channel: SecureChannel): void;
  /** The other side says no. */
  refused(refused: Refused): void;
  /** We have said no. */
  turnedAway(code: Refusal): void;
}

/** Who is at the other end of a link, from the first byte to their hello. */
export class Introduction {
  readonly #role: Role;
  readonly #host: IntroductionHost;
  readonly #opening: Opening;
  #remote: PeerId | null = null;
  #hello: Hello | null = null;

  /** `send` sends a frame in the open. */
  constructor(
    role: Role,
    opening: OpeningHost,
    host: IntroductionHost,
    send: (payload: Uint8Array) => void,
  ) {
    this.#role = role;
    this.#host = host;
    this.#opening = new Opening(role, opening, send);
  }

  /** Whether it is a Parley peer that is there, whoever that may be. */
  get isAnswered(): boolean {
    return this.#opening.isAnswered;
  }

  /** Whether the handshake has shown who is there. */
  get isKnown(): boolean {
    return this.#remote !== null;
  }

  /** They have said hello. */
  get isDone(): boolean {
    return this.#hello !== null;
  }

  get remote(): PeerId {
    if (this.#remote === null) throw new Error('This link has not finished its handshake');
    return this.#remote;
  }

  /** What they said of themselves, latest. */
  get hello(): Hello {
    if (this.#hello === null) throw new Error('This link has not heard a hello');
    return this.#hello;
  }

  /** True where a frame was sent in the open: all of the opening, and a refusal right after it. */
  openFrame(payload: Uint8Array): boolean {
    if (this.#remote === null) {
      this.#goOn(this.#opening.receive(payload));
      return true;
    }
    // Whoever dials has said the last of the handshake, and the other side may not have liked it.
    const awaitsVerdict = this.#role === 'dialler' && this.#hello === null;
    const refused = awaitsVerdict ? refusedIn(payload) : null;
    if (refused !== null) this.#host.refused(refused);
    return refused !== null;
  }

  /** Takes their hello; throws where it is not the first, or of a version that is not spoken here. */
  heard(hello: Hello): void {
    if (this.#hello !== null) throw new Error('A second hello');
    const [lowest, highest] = hello.versions;
    if (lowest > VERSION || highest < VERSION) {
      throw new Error(`No protocol version in common: ${hello.versions.join(' to ')}`);
    }
    this.#hello = hello;
  }

  /** They can be dialled elsewhere from now on. */
  moved({ port, addresses }: Reachable): void {
    this.#hello = { ...this.hello, port, addresses };
  }

  #goOn(step: OpeningStep): void {
    switch (step.state) {
      case 'open':
        break;
      case 'done':
        this.#remote = step.channel.remote;
        this.#host.known(step.channel);
        break;
      case 'refused':
        this.#host.refused(step);
        break;
      case 'turned-away':
        this.#host.turnedAway(step.code);
        break;
    }
  }
}
