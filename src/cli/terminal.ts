import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ContactChange, type Contacts, shownMessage } from '../core/contacts.ts';
import type { ChatEvent, ChatFact } from '../core/events.ts';
import { assertNever, type Failure, type Result } from '../core/result.ts';
import type { ChatState } from '../core/state.ts';
import { HELP } from '../host/launch-options.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import { COMMANDS, type Command, parseLine } from './command.ts';
import { doerOf } from './doer.ts';
import { findPerson } from './find-person.ts';
import type { MessageCommand } from './message-command.ts';
import { describeChange, describePeople, describePerson, describeSelf, inWords } from './words.ts';

/** Events that `--json` shows; the others serve a screen. */
const SHOWN: ReadonlySet<ChatFact['type']> = new Set([
  'listening',
  'joined-group',
  'self',
  'roster',
  'peer-joined',
  'peer-left',
  'peer-lost',
  'peer-back',
  'peer-renamed',
  'split',
  'healed',
  'message',
  'amended',
  'delivered',
  'read-by',
  'typing',
  'warning',
  'error',
]);

/** So many lines may be on their way to the disk together: they share its syncs. */
const MAX_UNAWAITED = 500;

/** A peer's face in a terminal, or for a program that reads and writes JSON lines. */
export class Terminal {
  readonly #peer: ChatPeer;
  readonly #json: boolean;
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WritableStream;
  /** The last text that was sent: messages are stored in their order, so it stands for all. */
  #sent: Promise<void> = Promise.resolve();
  #unawaited = 0;
  /** What a screen showed until the event that is being told. */
  #before: ChatState;
  #begin: () => void = () => undefined;
  readonly #begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });

  constructor(
    peer: ChatPeer,
    json: boolean,
    input: NodeJS.ReadStream,
    output: NodeJS.WritableStream,
  ) {
    this.#peer = peer;
    this.#before = peer.state;
    this.#json = json;
    this.#input = input;
    this.#output = output;
  }

  /** Shows events and takes lines until the person leaves; resolves once goodbye has been said. */
  async run(): Promise<void> {
    const unsubscribe = this.#peer.onEvent((event) => this.#show(event));
    await this.#untilQuit();
    await this.#peer.leave();
    unsubscribe();
  }

  /** The peer has joined: obeys the lines that have come in and those to come. */
  begin(): void {
    this.#begin();
  }

  /** Says, in `--json` as an event, that joining failed. */
  fail(failure: Failure): void {
    if (this.#json) this.#writeJson({ type: 'error', ...failure, at: Date.now() });
  }

  #untilQuit(): Promise<void> {
    return new Promise((quit) => {
      process.once('SIGINT', () => quit());
      process.once('SIGTERM', () => quit());
      process.once('SIGHUP', () => quit());
      // EPIPE: whoever read us is gone (`| head -1`), and every later write fails again. To stay on
      // unseen helps nobody, and without a listener Node ends the program with no goodbye.
      this.#output.on('error', () => quit());
      if (isNull(this.#input)) return;
      const lines = createInterface({ input: this.#input, terminal: false });
      // In their order, so that a pasted text goes out as it stands and `/quit` after it; and none
      // before there is a group to send to, so that `echo Hello | npm run peer` says hello.
      let turn = this.#begun;
      lines.on('line', (line) => {
        turn = turn.then(() => this.#obey(parseLine(line, this.#json), quit));
      });
      lines.on('close', () => {
        turn = turn.then(() => quit());
      });
    });
  }

  async #obey(command: Command, quit: () => void): Promise<void> {
    switch (command.type) {
      case 'send': {
        this.#sent = this.#send(command.text);
        this.#unawaited += 1;
        if (this.#unawaited % MAX_UNAWAITED === 0) await this.#sent;
        break;
      }
      case 'act':
      case 'reply':
      case 'edit':
      case 'delete':
      case 'react': {
        // After what was said before it, which it may be about.
        await this.#sent;
        const done = await this.#do(command);
        if (!done.ok) this.#complain(done.error);
        break;
      }
      case 'connect': {
        const dialled = this.#peer.connect(command.address);
        if (!dialled.ok) this.#complain(dialled.error);
        break;
      }
      case 'history': {
        await this.#sent;
        const { contacts } = this.#peer.state;
        const messages = (await this.#peer.history(command.limit)).flatMap(
          (message) => shownMessage(message, contacts) ?? [],
        );
        this.#writeJson({ type: 'history', messages, at: Date.now() });
        break;
      }
      case 'peers':
        this.#listPeople();
        break;
      case 'who':
        this.#describe(command.who);
        break;
      case 'contact':
        this.#change(command.who, command.change);
        break;
      case 'seen':
        this.#peer.seen(command.ids);
        break;
      case 'typing':
        this.#peer.typing(command.on);
        break;
      case 'profile': {
        const changed = await this.#peer.changeProfile(command.change);
        if (!changed.ok) this.#complain(changed.error);
        else if (!this.#json) this.#write(describeSelf(this.#peer.state));
        break;
      }
      case 'invite':
        this.#invite();
        break;
      case 'new-secret': {
        const changed = await this.#peer.changeSecret(null);
        if (changed.ok) this.#invite();
        else this.#complain(changed.error);
        break;
      }
      case 'help':
        this.#help();
        break;
      case 'quit':
        quit();
        break;
      case 'bad':
        this.#complain({ code: 'bad-command', message: command.message });
        break;
      case 'nothing':
        break;
      default:
        assertNever(command);
    }
  }

  async #send(text: string): Promise<void> {
    const sent = await this.#peer.send(text);
    if (!sent.ok) this.#complain(sent.error);
  }

  #do(command: MessageCommand): Promise<Result<unknown, Failure>> {
    switch (command.type) {
      case 'act':
        return this.#peer.act(command.text);
      case 'reply':
        return this.#peer.reply(command.to, command.text);
      case 'edit':
        return this.#peer.edit(command.id, command.text);
      case 'delete':
        return this.#peer.remove(command.id);
      case 'react':
        return this.#peer.react(command.id, command.emoji, command.on);
      default:
        return assertNever(command);
    }
  }

  #listPeople(): void {
    const { state } = this.#peer;
    if (this.#json) this.#writeJson({ type: 'roster', peers: state.people, at: Date.now() });
    else this.#write(describePeople(state));
  }

  #describe(who: string): void {
    const { state } = this.#peer;
    const found = findPerson(state, who);
    const number = found.ok ? this.#peer.safetyNumber(found.value.id) : found;
    if (!found.ok) this.#complain(found.error);
    else if (!number.ok) this.#complain(number.error);
    else this.#write(describePerson(found.value, state, number.value));
  }

  /** A program hears only what went wrong: it knows what it has decided. */
  #change(who: string, change: ContactChange): void {
    const found = findPerson(this.#peer.state, who);
    const changed = found.ok ? this.#peer.changeContact(found.value.id, change) : found;
    if (!found.ok) this.#complain(found.error);
    else if (!changed.ok) this.#complain(changed.error);
    else if (!this.#json) this.#write(describeChange(found.value, change, this.#peer.state));
  }

  /** The link as it is now: with the secret of now, and addresses that work now. */
  #invite(): void {
    const link = this.#peer.invite();
    if (!link.ok) this.#complain(link.error);
    else if (this.#json) this.#writeJson({ type: 'invite', link: link.value, at: Date.now() });
    else this.#write(`${link.value}\n`);
  }

  #help(): void {
    // A program reads events only; whoever tries it out by hand should still find the way.
    if (this.#json) {
      this.#writeJson({ type: 'warning', code: 'help', message: COMMANDS, at: Date.now() });
    } else this.#write(HELP);
  }

  #show(event: ChatEvent): void {
    const { state } = this.#peer;
    const before = this.#before;
    this.#before = state;
    if (this.#json) {
      const doer = doerOf(event);
      const blocked = doer !== null && state.contacts[doer.id]?.blocked === true;
      if (SHOWN.has(event.type) && !blocked) this.#writeJson(heard(event, state.contacts));
      return;
    }
    const text = inWords(event, state, before);
    if (text !== null) this.#write(`${text}\n`);
  }

  #complain(failure: Failure): void {
    if (this.#json) this.#writeJson({ type: 'error', ...failure, at: Date.now() });
    else this.#write(`! ${failure.message}\n`);
  }

  #writeJson(value: object): void {
    this.#output.write(`${JSON.stringify(value)}\n`);
  }

  #write(text: string): void {
    this.#output.write(text);
  }
}

/** An event without what blocked people have put on a message, or are quoted with. */
function heard(event: ChatEvent, contacts: Contacts): object {
  // What has happened comes first, and when it was last.
  const { at, ...fact } = event;
  const isMessage = fact.type === 'message' || fact.type === 'amended';
  return { ...fact, ...(isMessage ? shownMessage(fact, contacts) : {}), at };
}

/** `/dev/null` as input means that nobody types, not that somebody pressed Ctrl+D. */
function isNull(input: NodeJS.ReadStream): boolean {
  return !input.isTTY && fstatSync(0).isCharacterDevice();
}
