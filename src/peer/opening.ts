import { utf8 } from '../core/bytes.ts';
import { encodeFrame } from '../core/frame.ts';
import type { Handshake, Role, SecureChannel } from '../core/ports.ts';
import {
  type Answer,
  encodeAnswer,
  encodePreamble,
  type Preamble,
  parseAnswer,
  parsePreamble,
  VERSION,
} from '../core/wire.ts';

export type RefusalCode = Extract<Answer, { answer: 'refused' }>['code'];

/** What an opening needs of the peer it belongs to. */
export interface OpeningHost {
  preamble(): Preamble;
  /** Whether to go on with somebody who came with this preamble. */
  admit(preamble: Preamble): Answer;
  handshake(role: Role, prologue: Uint8Array): Handshake;
}

/** Where an opening stands after a frame: going on, done, or refused by one side or the other. */
export type OpeningStep =
  | { readonly state: 'open' }
  | { readonly state: 'done'; readonly channel: SecureChannel }
  | { readonly state: 'refused'; readonly code: RefusalCode; readonly group: string | null }
  | { readonly state: 'turned-away'; readonly code: RefusalCode };

/** Named, so that nothing proved here passes for proof in another protocol. */
const PROTOCOL = utf8('parley link 1\n');

const OPEN: OpeningStep = { state: 'open' };

/**
 * The first frames of a connection, between strangers: the dialler's preamble in the open, the
 * listener's answer, then the handshake that says who is there.
 */
export class Opening {
  readonly #host: OpeningHost;
  readonly #send: (payload: Uint8Array) => void;
  /** Ours as it was sent; null for the listener, who waits for one. */
  readonly #preamble: Uint8Array | null;
  #handshake: Handshake | null = null;

  constructor(role: Role, host: OpeningHost, send: (payload: Uint8Array) => void) {
    this.#host = host;
    this.#send = send;
    this.#preamble = role === 'dialler' ? encodePreamble(host.preamble()) : null;
    if (this.#preamble !== null) send(this.#preamble);
  }

  /** Takes the next frame; throws where it is not what must come. */
  receive(payload: Uint8Array): OpeningStep {
    if (this.#handshake !== null) return this.#shakeHands(this.#handshake, payload);
    if (this.#preamble === null) return this.#onPreamble(payload);
    return this.#onAnswer(payload, this.#preamble);
  }

  #onPreamble(payload: Uint8Array): OpeningStep {
    const answer = this.#host.admit(parsePreamble(payload));
    const encoded = encodeAnswer(answer);
    this.#send(encoded);
    if (answer.answer === 'refused') return { state: 'turned-away', code: answer.code };
    this.#handshake = this.#host.handshake('listener', prologue(payload, encoded));
    return OPEN;
  }

  #onAnswer(payload: Uint8Array, preamble: Uint8Array): OpeningStep {
    const answer = parseAnswer(payload);
    if (answer.answer === 'refused') {
      return { state: 'refused', code: answer.code, group: answer.group };
    }
    if (answer.version !== VERSION) {
      throw new Error(`Version ${answer.version} was not offered`);
    }
    this.#handshake = this.#host.handshake('dialler', prologue(preamble, payload));
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

/**
 * What the handshake is bound to: this protocol, then preamble and answer, framed as they travelled.
 * They travel in the open, and with them the versions and the tag of the group: whoever changes a
 * byte of them on the way breaks the handshake.
 */
function prologue(preamble: Uint8Array, answer: Uint8Array): Uint8Array {
  const [name, said, answered] = [PROTOCOL, encodeFrame(preamble), encodeFrame(answer)];
  const whole = new Uint8Array(name.byteLength + said.byteLength + answered.byteLength);
  whole.set(name);
  whole.set(said, name.byteLength);
  whole.set(answered, name.byteLength + said.byteLength);
  return whole;
}
