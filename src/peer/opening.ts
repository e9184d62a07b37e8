import type { Handshake, SecureChannel } from '../core/ports.ts';
import {
  type Answer,
  encodeAnswer,
  encodePreamble,
  type Preamble,
  parseAnswer,
  parsePreamble,
} from '../core/wire.ts';

export type Role = 'dialler' | 'listener';

export type RefusalCode = Extract<Answer, { answer: 'refused' }>['code'];

/** What an opening needs of the peer it belongs to. */
export interface OpeningHost {
  preamble(): Preamble;
  /** Whether to go on with somebody who came with this preamble. */
  admit(preamble: Preamble): Answer;
  handshake(role: Role): Handshake;
}

/** Where an opening stands after a frame: going on, done, or refused by one side or the other. */
export type OpeningStep =
  | { readonly state: 'open' }
  | { readonly state: 'done'; readonly channel: SecureChannel }
  | { readonly state: 'refused'; readonly code: RefusalCode; readonly group: string | null }
  | { readonly state: 'turned-away'; readonly code: RefusalCode };

const OPEN: OpeningStep = { state: 'open' };

/**
 * The first frames of a connection, between strangers: the dialler's preamble in the open, the
 * listener's answer, then the handshake that says who is there.
 */
export class Opening {
  readonly #role: Role;
  readonly #host: OpeningHost;
  readonly #send: (payload: Uint8Array) => void;
  #handshake: Handshake | null = null;

  constructor(role: Role, host: OpeningHost, send: (payload: Uint8Array) => void) {
    this.#role = role;
    this.#host = host;
    this.#send = send;
    if (role === 'dialler') send(encodePreamble(host.preamble()));
  }

  /** Takes the next frame; throws where it is not what must come. */
  receive(payload: Uint8Array): OpeningStep {
    if (this.#handshake !== null) return this.#shakeHands(this.#handshake, payload);
    return this.#role === 'dialler' ? this.#onAnswer(payload) : this.#onPreamble(payload);
  }

  #onPreamble(payload: Uint8Array): OpeningStep {
    const answer = this.#host.admit(parsePreamble(payload));
    this.#send(encodeAnswer(answer));
    if (answer.answer === 'refused') return { state: 'turned-away', code: answer.code };
    this.#handshake = this.#host.handshake('listener');
    return OPEN;
  }

  #onAnswer(payload: Uint8Array): OpeningStep {
    const answer = parseAnswer(payload);
    if (answer.answer === 'refused') {
      return { state: 'refused', code: answer.code, group: answer.group };
    }
    this.#handshake = this.#host.handshake('dialler');
    const first = this.#handshake.begin();
    if (first !== null) this.#send(first);
    return OPEN;
  }

  #shakeHands(handshake: Handshake, payload: Uint8Array): OpeningStep {
    const { send, channel } = handshake.receive(payload);
    if (send !== null) this.#send(send);
    return channel === null ? OPEN : { state: 'done', channel };
  }
}
