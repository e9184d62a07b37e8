import { formatAddress, parseAddress } from '../core/address.ts';
import { type ContactChange, isDoubted, ONESELF } from '../core/contacts.ts';
import type { ChatEvent, ChatFact, ChatMessage, Version } from '../core/events.ts';
import type { EntryId, GroupId, PeerId } from '../core/ids.ts';
import type { Inspection } from '../core/inspection.ts';
import type { Invite } from '../core/invite.ts';
import { journalled } from '../core/journal.ts';
import type { ProfileChange } from '../core/profile.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import { type SafetyNumber, safetyNumber } from '../core/safety-number.ts';
import { makeSecret, parseSecret } from '../core/secret.ts';
import { type ChatState, EMPTY_STATE, reduceAll } from '../core/state.ts';
import type { PeerPorts, SessionOptions } from './options.ts';
import { Session } from './session.ts';

export type { PeerPorts, SessionOptions } from './options.ts';

const NOT_JOINED: Failure = { code: 'not-joined', message: 'Join a group first.' };

/** Most events that wait to be folded: those of one batch of messages, and more would be memory. */
const MAX_UNFOLDED = 1_000;

const NO_SUCH_MESSAGE: Failure = {
  code: 'no-such-message',
  message: 'This message is not on this computer.',
};

/**
 * A member of a group chat without a server: the whole library, free of any user interface.
 *
 * @example
 *   const peer = new ChatPeer(ports);
 *   peer.onEvent((event) => console.log(event));
 *   await peer.join({ name: 'Ana', port: 0, host: null, seeds: [], group: null, secret: null, room: null, invitedBy: null, listen: true, mesh: true });
 *   await peer.send('Hello');
 *   await peer.leave();
 */
export class ChatPeer {
  readonly #ports: PeerPorts;
  readonly #listeners = new Set<(event: ChatEvent) => void>();
  #session: Session | null = null;
  /** Settles once the session before has gone. How that ended is the affair of whoever left. */
  #gone: Promise<unknown> = Promise.resolve();
  #state: ChatState = EMPTY_STATE;
  /** What has been told since somebody looked at the state last. */
  #unfolded: ChatEvent[] = [];

  constructor(ports: PeerPorts) {
    this.#ports = ports;
  }

  /** What a screen shows now: every event so far, folded. */
  get state(): ChatState {
    this.#fold();
    return this.#state;
  }

  /** Hears every event from now on; returns its own unsubscribe. */
  onEvent(listener: (event: ChatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Listens, finds the group through the seeds or starts one, and takes part. Fails where the port
   * or the store cannot be opened; seeds that do not answer are warned of, not failures.
   */
  async join(options: SessionOptions): Promise<Result<null, Failure>> {
    if (this.#session !== null) return err({ code: 'joined', message: 'Leave this group first.' });
    const session = new Session(
      this.#ports,
      options,
      (fact) => this.#tell(fact),
      () => this.state,
    );
    this.#session = session;
    // Its port and its last word belong to the session before this one.
    await this.#gone;
    const { group, seeds } = options;
    const { journal } = this.#ports;
    journal?.write({ event: 'joining', group, seeds: seeds.map(formatAddress) });
    const joined = await session.join();
    if (!joined.ok) {
      const { code, message } = joined.error;
      journal?.write({ event: 'join-failed', code, reason: message });
    }
    if (!joined.ok && this.#session === session) this.#session = null;
    return joined;
  }

  /** Says something. Resolves once it is stored, which is when it counts as sent. */
  async send(text: string): Promise<Result<EntryId, Failure>> {
    return (await this.#session?.voice?.send(text)) ?? err(NOT_JOINED);
  }

  /** Says what one does, in words that follow the name. */
  async act(text: string): Promise<Result<EntryId, Failure>> {
    return (await this.#session?.voice?.act(text)) ?? err(NOT_JOINED);
  }

  /** Says something in answer to a message. */
  async reply(to: EntryId, text: string): Promise<Result<EntryId, Failure>> {
    return (await this.#session?.voice?.reply(to, text)) ?? err(NOT_JOINED);
  }

  /** Puts another text in the place of one's own. Null: it is that already. */
  async edit(id: EntryId, text: string): Promise<Result<EntryId | null, Failure>> {
    return (await this.#session?.voice?.edit(id, text)) ?? err(NOT_JOINED);
  }

  /** Takes one's own message back. It is hidden everywhere, and stays in the log of whoever has it. */
  async remove(id: EntryId): Promise<Result<EntryId, Failure>> {
    return (await this.#session?.voice?.remove(id)) ?? err(NOT_JOINED);
  }

  /** Puts an emoji on a message, or takes one's own off again. Null: it is so already. */
  async react(id: EntryId, emoji: string, on: boolean): Promise<Result<EntryId | null, Failure>> {
    return (await this.#session?.voice?.react(id, emoji, on)) ?? err(NOT_JOINED);
  }

  /** All texts that a message has had, the oldest first. */
  async versions(id: EntryId): Promise<Result<readonly Version[], Failure>> {
    return (await this.#session?.voice?.versions(id)) ?? err(NOT_JOINED);
  }

  /** Dials one more peer, `host:port`. How it ends is told as an event. */
  connect(address: string): Result<null, Failure> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    if (this.#session === null) return err(NOT_JOINED);
    this.#session.connect(parsed.value);
    return ok(null);
  }

  /** A link for others to join by: the group, its secret, and addresses that work now. */
  invite(): Result<string, Failure> {
    return this.#session?.invite() ?? err(NOT_JOINED);
  }

  /** The id of the group that we are in, whatever its name. */
  get room(): GroupId | null {
    return this.#session?.room ?? null;
  }

  /** Whether a link leads to the very locked group that we are in, perhaps by another secret. */
  isHere(invite: Invite): boolean {
    return this.#session?.isHere(invite) ?? false;
  }

  /**
   * Changes the secret of a locked group, to a new one that nobody can guess where that is null. Those
   * who are here have to come again with it; what was said stays.
   */
  async changeSecret(raw: string | null): Promise<Result<null, Failure>> {
    const randomBytes = (length: number): Uint8Array => this.#ports.random.bytes(length);
    const secret = raw === null ? ok(makeSecret(randomBytes)) : parseSecret(raw, randomBytes);
    if (!secret.ok) return secret;
    return this.#session === null ? err(NOT_JOINED) : this.#session.changeSecret(secret.value);
  }

  /**
   * To be called when the computer has woken up or has other addresses than before: tells everybody
   * the new ones, looks whether the links still work, and dials whoever is not here at once.
   */
  networkChanged(): void {
    this.#session?.networkChanged();
  }

  /** Asks for messages older than those in the window; they come as a `history` event. */
  async loadOlder(): Promise<void> {
    await this.#session?.goTo({ to: 'older' });
  }

  /** Asks for messages newer than those in the window, where it does not reach to the end. */
  async loadNewer(): Promise<void> {
    await this.#session?.goTo({ to: 'newer' });
  }

  /** Moves the window to the end. */
  async showNewest(): Promise<void> {
    await this.#session?.goTo({ to: 'newest' });
  }

  /** Moves the window to where a message stands. Fails where it is not here. */
  async showAround(id: EntryId): Promise<Result<null, Failure>> {
    const found = await this.#session?.goTo({ to: 'around', id });
    return found ? ok(null) : err(NO_SUCH_MESSAGE);
  }

  /** The reader is at the end and stays there when more is said, or reads elsewhere undisturbed. */
  follow(on: boolean): void {
    this.#session?.follow(on);
  }

  /** The newest messages stored here, in display order. */
  async history(limit: number): Promise<readonly ChatMessage[]> {
    return (await this.#session?.history(limit)) ?? [];
  }

  /** The person has really seen these messages: they count as read from now on. */
  seen(ids: readonly EntryId[]): void {
    this.#session?.see(ids);
  }

  /** The person has done with all that is here: nothing is unread any more. */
  seenAll(): void {
    this.#session?.seeAll();
  }

  /**
   * The person writes a message, or has stopped without sending it. To be called as often as they
   * press a key: others hear of it every few seconds, and of the end by themselves.
   */
  typing(on: boolean): void {
    this.#session?.typing(on);
  }

  /**
   * Decides something about somebody: a nickname, verified, muted, blocked. Kept in this profile and
   * told to nobody else; what they say is stored and passed on as before.
   */
  changeContact(id: PeerId, change: ContactChange): Result<null, Failure> {
    return this.#session?.changeContact(id, change) ?? err(NOT_JOINED);
  }

  /**
   * Changes what we say of ourselves: name, status, colour. Signed into our log, so that everybody has
   * it at once, and whoever comes later has it too. Resolves once it is stored.
   */
  async changeProfile(change: ProfileChange): Promise<Result<null, Failure>> {
    return (await this.#session?.changeProfile(change)) ?? err(NOT_JOINED);
  }

  /** What to compare with somebody, to know that their key is theirs: both see the same. */
  safetyNumber(id: PeerId): Result<SafetyNumber, Failure> {
    const { self, hash } = this.#ports.crypto;
    return id === self ? err(ONESELF) : ok(safetyNumber(hash, self, id));
  }

  /** How somebody is reached now. To be asked again while it is shown: each look measures anew. */
  inspect(id: PeerId): Result<Inspection, Failure> {
    return this.#session?.inspect(id) ?? err(NOT_JOINED);
  }

  /** What those are called here whom this profile knows, but for who has come in another's name. */
  get names(): Readonly<Record<PeerId, string>> {
    const known = this.#ports.contacts.all.filter((contact) => !isDoubted(contact));
    return Object.fromEntries(known.map(({ id, nickname, name }) => [id, nickname ?? name]));
  }

  /** Tells the person something that its program knows and the group does not. */
  note(note: Failure): void {
    this.#tell({ type: 'note', ...note });
  }

  /** The same, where something is wrong. */
  warn(warning: Failure): void {
    this.#tell({ type: 'warning', ...warning });
  }

  /** Says goodbye to everybody. Resolves once the links have ended and everything is stored. */
  async leave(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    const leaving = this.#gone.then(() => session?.leave());
    this.#gone = Promise.allSettled([leaving]);
    await leaving;
  }

  #fold(): void {
    this.#state = reduceAll(this.#state, this.#unfolded);
    this.#unfolded = [];
  }

  #tell(fact: ChatFact): void {
    // In this order it is ten times as fast: a field that is put behind a copy makes it slow (V8 11).
    const event: ChatEvent = { at: this.#ports.clock.now(), ...fact };
    this.#unfolded.push(event);
    if (this.#unfolded.length >= MAX_UNFOLDED) this.#fold();
    const entry = journalled(fact);
    if (entry !== null) this.#ports.journal?.write(entry);
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // A listener's bug is its program's own: it surfaces there as an unhandled rejection, and
        // neither the other listeners nor the log suffer from it.
        void Promise.reject(error);
      }
    }
  }
}
