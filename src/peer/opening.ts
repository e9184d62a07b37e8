import { utf8 } from '../core/bytes.ts';
import { encodeFrame } from '../core/frame.ts';
import type { Handshake, HandshakeStep, Role, SecureChannel } from '../core/ports.ts';
import {
  type Answer,
  encodeAnswer,
  encodePreamble,
  MAX_REASON,
  type Preamble,
  parseAnswer,
  parsePreamble,
  type Refusal,
  VERSION,
} from '../core/wire.ts';

/** What an opening needs of the peer it belongs to. */
export interface OpeningHost {
  preamble(): Preamble;
  /** Whether to go on with somebody who came with this preamble. */
  admit(preamble: Preamble): Answer;
  handshake(role: Role, prologue: Uint8Array): Handshake;
}

/** The other side says no, and why. */
export type Refused = {
  readonly state: 'refused';
  readonly code: Refusal;
  readonly group: string | null;
  readonly reason: string;
};

/** Where an opening stands after a frame: going on, done, or refused by one side or the other. */
export type OpeningStep =
  | { readonly state: 'open' }
  | { readonly state: 'done'; readonly channel: SecureChannel }
  | Refused
  | { readonly state: 'turned-away'; readonly code: Refusal };

/** Named, so that nothing proved here passes for proof in another protocol. */
const PROTOCOL = utf8('parley link 1\n');

const OPEN_BRACE = 0x7b;
const OPEN: OpeningStep = { state: 'open' };
/** Names no group: which one it is about, both sides know. */
const WRONG_SECRET: Answer = { answer: 'refused', code: 'wrong-secret', group: null };

/**
 * The first frames of a connection, between strangers: the dialler's preamble in the open, the
 * listener's answer, then the handshake that says who is there.
 */
export class Opening {
  readonly #host: OpeningHost;
  readonly #send: (payload: Uint8Array) => void;
  /** Ours as it was sent; null for the listener, who waits for one. */
  readonly #preamble: Uint8Array | null;
  /** Null before there is one, and once it is over: it holds much. */
  #handshake: Handshake | null = null;
  #isAnswered = false;
  #isOver = false;
  /** A message of the other side's handshake has come. */
  #begun = false;

  constructor(role: Role, host: OpeningHost, send: (payload: Uint8Array) => void) {
    this.#host = host;
    this.#send = send;
    this.#preamble = role === 'dialler' ? encodePreamble(host.preamble()) : null;
    if (this.#preamble !== null) send(this.#preamble);
  }

  /** The other side has said something that only a Parley peer says. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Takes the next frame; throws where it is not what must come. */
  receive(payload: Uint8Array): OpeningStep {
    if (this.#isOver) throw new Error('The opening is over');
    if (this.#handshake !== null) return this.#shakeHands(this.#handshake, payload);
    if (this.#preamble === null) return this.#onPreamble(payload);
    return this.#onAnswer(payload, this.#preamble);
  }

  #onPreamble(payload: Uint8Array): OpeningStep {
    const answer = this.#host.admit(parsePreamble(payload));
    const encoded = encodeAnswer(answer);
    this.#send(encoded);
    if (answer.answer === 'refused') return { state: 'turned-away', code: answer.code };
    this.#begin('listener', prologue(payload, encoded));
    return OPEN;
  }

  #onAnswer(payload: Uint8Array, preamble: Uint8Array): OpeningStep {
    const answer = parseAnswer(payload);
    if (answer.answer === 'refused') return toRefused(answer);
    if (answer.version !== VERSION) {
      throw new Error(`Version ${answer.version} was not offered`);
    }
    const first = this.#begin('dialler', prologue(preamble, payload)).begin();
    if (first !== null) this.#send(first);
    return OPEN;
  }

  #begin(role: Role, bound: Uint8Array): Handshake {
    // Throws where we have not said what there could be a handshake for.
    const handshake = this.#host.handshake(role, bound);
    this.#handshake = handshake;
    this.#isAnswered = true;
    return handshake;
  }

  #shakeHands(handshake: Handshake, payload: Uint8Array): OpeningStep {
    const refused = refusedIn(payload);
    if (refused?.code === 'bad-input') return refused;
    const mayBeWrong = handshake.locked && !this.#begun;
    this.#begun = true;
    if (!mayBeWrong) return this.#goOn(handshake.receive(payload));
    if (this.#preamble === null) return this.#trySecret(handshake, payload);
    if (refused?.code === 'wrong-secret') return refused;
    return this.#goOn(handshake.receive(payload));
  }

  /** The dialler's first message opens by the secret alone, so nothing else can be wrong with it. */
  #trySecret(handshake: Handshake, payload: Uint8Array): OpeningStep {
    let step: HandshakeStep;
    try {
      step = handshake.receive(payload);
    } catch {
      this.#send(encodeAnswer(WRONG_SECRET));
      return { state: 'turned-away', code: 'wrong-secret' };
    }
    return this.#goOn(step);
  }

  #goOn({ send, channel }: HandshakeStep): OpeningStep {
    if (send !== null) this.#send(send);
    if (channel === null) return OPEN;
    this.#handshake = null;
    this.#isOver = true;
    return { state: 'done', channel };
  }
}

/** A refusal in place of a handshake message, which is noise, or of a sealed frame, and never JSON. */
export function refusedIn(payload: Uint8Array): Refused | null {
  // Looked at first: to find out by parsing that noise is no JSON is near a tenth of what a handshake costs.
  if (payload[0] !== OPEN_BRACE) return null;
  try {
    const answer = parseAnswer(payload);
    return answer.answer === 'refused' ? toRefused(answer) : null;
  } catch {
    return null;
  }
}

/** What is said, before anything can be sealed, to somebody whose input does not fit. */
export function badInput(reason: string): Uint8Array {
  const cut = reason.slice(0, MAX_REASON);
  return encodeAnswer({ answer: 'refused', code: 'bad-input', group: null, reason: cut });
}

function toRefused({ code, group, reason }: Extract<Answer, { answer: 'refused' }>): Refused {
  return { state: 'refused', code, group, reason: reason ?? 'It refused us' };
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
