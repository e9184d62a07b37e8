import { isQuietContact } from '../core/contacts.ts';
import { classOf, PROFILE } from '../core/content.ts';
import { type Entry, logOf } from '../core/entry.ts';
import type { ChatFact, ChatMessage } from '../core/events.ts';
import { type EntryId, type Epoch, type PeerId, splitEntryId, splitLogId } from '../core/ids.ts';
import type { Seen, Sharing } from '../core/ports.ts';
import type { Presence } from '../core/presence.ts';
import { type Profile, parseProfile } from '../core/profile.ts';
import type { Failure } from '../core/result.ts';
import type { Going, MessageWindow, Page } from '../core/window.ts';
import type { WireMessage } from '../core/wire.ts';
import { Chronicle } from './chronicle.ts';
import { Deliveries } from './deliveries.ts';
import type { Group } from './door.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';
import type { PeerPorts } from './options.ts';
import type { OwnProfile } from './own-profile.ts';
import { readProfiles } from './profiles.ts';
import { Reader } from './reader.ts';
import { Replica } from './replica.ts';
import { Voice } from './voice.ts';
import { Witness } from './witness.ts';

/** What neighbours say to each other about the log. */
export type LogMessage = Extract<
  WireMessage,
  {
    readonly t:
      | 'have'
      | 'read'
      | 'digest'
      | 'buckets'
      | 'heads-wanted'
      | 'forked'
      | 'doubt'
      | 'want'
      | 'recent'
      | 'entries';
  }
>;

export interface ConversationHost {
  readonly ports: PeerPorts;
  readonly links: Links;
  readonly presence: Presence;
  readonly self: OwnProfile;
  readonly epoch: Epoch;
  tell(fact: ChatFact): void;
  /** What the screen holds of the messages. */
  window(): MessageWindow;
  /** Somebody's own log says what they are called. */
  named(id: PeerId, name: string): void;
  /** How somebody is called in a sentence. */
  labelOf(id: PeerId): string;
  /** A message of this author was not here before. */
  said(author: PeerId): void;
  /** What others are told of what is done here. */
  sharing(): Sharing;
  /** Whether a neighbour's word on somebody counts. */
  speaksFor(link: Link, of: PeerId): boolean;
  /** Entries have come that may name people. */
  changed(): void;
}

/** What is said in the group: the log, the messages that people see of it, and who has them. */
export class Conversation {
  /** What we ourselves can say. */
  readonly voice: Voice;
  readonly #host: ConversationHost;
  readonly #replica: Replica;
  readonly #chronicle: Chronicle;
  readonly #deliveries: Deliveries;
  readonly #witness: Witness;
  readonly #reader: Reader;
  /** When this profile first said that it is in the group, as far as its own logs are here. */
  #joinedAt: number;
  #firstPage: Page | null = null;

  constructor(host: ConversationHost, group: Group) {
    const { ports, links, presence, self, epoch, tell } = host;
    const { clock, random, store, crypto } = ports;
    this.#host = host;
    this.#joinedAt = clock.now();
    this.#replica = new Replica(
      {
        ...{ clock, random, store, crypto, links },
        reaches: (author, peer) => presence.reaches(author, peer),
        inserted: (entries) => this.#inserted(entries),
        catchingUp: (done, total) => tell({ type: 'catching-up', done, total }),
        forked: (author) => this.#contradicted(author),
        damaged: () => this.#damaged(),
        held: (by, log, seq) => {
          // What they hold may be stored here, and not told yet.
          this.#chronicle.afterwards(() => {
            if (presence.isMember(by)) this.#deliveries.held(by, log, seq).forEach(tell);
          });
        },
        failed: (error) => this.#storeFailed(error),
      },
      group.id,
      epoch,
    );
    this.#deliveries = new Deliveries({
      ...{ clock, store, group: group.id, self: self.id },
      current: this.#replica.ownLog,
    });
    this.#chronicle = new Chronicle({
      ...{ clock, store, group: group.id, self: self.id, joinedAt: clock.now() },
      tell: (fact) => {
        tell(fact);
        if (fact.type === 'message') this.#reader.shown(fact);
      },
      nameOf: (author) => (author === self.id ? self.name : presence.nameOf(author)),
      window: host.window,
      shown: (message) => this.#tellHolders(message),
      failed: (error) => this.#storeFailed(error),
    });
    this.voice = new Voice({
      self: self.id,
      look: (at) => this.#chronicle.look(at),
      write: async (kind, body) => {
        const entry = await this.#replica.write(kind, body);
        await this.#chronicle.settled();
        return entry;
      },
    });
    this.#reader = new Reader({
      ...{ clock, store, tell, group: group.id, self: self.id },
      isQuiet: (author) => isQuietContact(ports.contacts.of(author)),
      isEarly: (line) => this.#chronicle.isEarly(line),
      heads: () => this.#replica.heads,
    });
    this.#witness = new Witness({
      ...{ self: self.id, links },
      reaches: (author, peer) => presence.reaches(author, peer),
      routeTo: (peer) => presence.chart.routes.get(peer),
      headsOf: (author) => this.#replica.headsOf(author),
    });
  }

  /** Reads what is stored; returns who has said something in it. */
  async open(): Promise<ReadonlySet<PeerId>> {
    const { ports, presence, self } = this.#host;
    const heads = await this.#replica.open();
    for (const [log, { seq }] of heads) {
      const { author, epoch } = splitLogId(log);
      presence.started(author, epoch);
      if (author === self.id) this.#deliveries.stored(log, seq);
    }
    await readProfiles(ports.store, this.#replica.group, (entry, profile) =>
      this.#profileRead(entry, profile),
    );
    await this.#chronicle.open();
    await this.#deliveries.open();
    this.#firstPage = await this.#chronicle.firstPage();
    await this.#reader.open(this.#joinedAt);
    return new Set([...heads.keys()].map((log) => splitLogId(log).author));
  }

  /** Says in our own log what we are called; resolves once that is stored. */
  introduce(profile: Profile = this.#host.self.profile): Promise<Entry> {
    return this.#replica.write(PROFILE, this.#host.self.bodyOf(profile));
  }

  /** Tells of the newest messages that are stored. */
  tellFirstPage(): void {
    if (this.#firstPage !== null) this.#chronicle.tellPage(this.#firstPage);
    this.#firstPage = null;
    this.#reader.tell();
  }

  /** Takes part from now on. */
  start(): void {
    this.#replica.start();
  }

  /** Tells of the page to which the reader goes; false where there is none. */
  goTo(going: Going): Promise<boolean> {
    return this.#chronicle.goTo(going);
  }

  /** The person has really seen these. */
  see(ids: readonly EntryId[]): void {
    this.#tellRead(this.#reader.see(ids));
  }

  /** The person has done with all that is here. */
  seeAll(): void {
    this.#tellRead(this.#reader.seeAll());
  }

  #tellRead(read: readonly Seen[]): void {
    if (this.#host.sharing().readReceipts) this.#witness.tellRead(read);
  }

  /** Somebody is heard again, or no more. */
  contactsChanged(): void {
    void this.#reader.recount();
  }

  /** The newest messages stored here, in display order. */
  history(limit: number): Promise<readonly ChatMessage[]> {
    return this.#chronicle.newest(limit);
  }

  linkUp(link: Link): void {
    this.#replica.linkUp(link);
  }

  linkDown(link: Link): void {
    this.#replica.linkDown(link);
  }

  linkDrained(link: Link): void {
    this.#replica.drained(link);
  }

  /** Whoever comes hears how far we hold what they have said, and have read it. */
  peerCame(id: PeerId): void {
    this.#witness.greet(id);
    if (this.#host.sharing().readReceipts) this.#witness.tellRead(this.#reader.readOf(id));
  }

  /** What a neighbour says of the log. */
  heard(link: Link, message: LogMessage): void {
    const replica = this.#replica;
    switch (message.t) {
      case 'have':
        replica.have(link, message.of, message.heads);
        this.#witness.passOn(link.remote, message);
        break;
      case 'read':
        this.#heardRead(link, message);
        break;
      case 'digest':
        replica.digest(link, message.hash, message.again);
        break;
      case 'buckets':
        replica.buckets(link, message.marks);
        break;
      case 'heads-wanted':
        replica.headsWanted(link, message.of);
        break;
      case 'forked':
        replica.contradicting(link, message.logs);
        break;
      case 'doubt':
        replica.doubted(link, message.log);
        break;
      case 'want':
        replica.want(link, message.n, message.heads);
        break;
      case 'recent':
        replica.recent(link, message.n, message.limit);
        break;
      case 'entries':
        replica.receive(link, message);
        break;
    }
  }

  /** Whoever tells nobody what they have read is not told either. */
  #heardRead(link: Link, message: Extract<LogMessage, { readonly t: 'read' }>): void {
    const { presence, sharing, speaksFor, tell } = this.#host;
    const { of, heads } = message;
    if (!speaksFor(link, of)) return;
    // As with what they hold: it may not be told yet here.
    this.#chronicle.afterwards(() => {
      if (!presence.isMember(of) || !sharing().readReceipts) return;
      for (const [log, seq] of heads) this.#deliveries.read(of, log, seq).forEach(tell);
    });
    this.#witness.passOn(link.remote, message);
  }

  /** Waits for what is being stored: it still goes out, before any goodbye. */
  async settle(): Promise<void> {
    await this.#replica.close();
    await this.#chronicle.settled();
  }

  /** Writes down what is to survive; nothing is told any more. */
  async close(): Promise<void> {
    this.#chronicle.close();
    await this.#reader.close();
    await this.#deliveries.close();
  }

  #inserted(entries: readonly Entry[]): void {
    const { presence, self, said, changed } = this.#host;
    for (const entry of entries) {
      const { author, epoch, kind, body, seq } = entry;
      presence.started(author, epoch);
      const profile = kind === PROFILE ? parseProfile(body) : null;
      if (profile !== null) this.#profileRead(entry, profile);
      if (author === self.id) this.#deliveries.stored(logOf(entry), seq);
      if (classOf(kind) === 'line') said(author);
    }
    this.#chronicle.add(entries.filter(({ kind }) => classOf(kind) !== 'profile'));
    // Where a history was lost, others bring our earlier starts back. A failed store says so itself.
    if (this.#host.self.outcounted) this.introduce().catch(() => undefined);
    changed();
  }

  #profileRead({ author, epoch, hlc, sentAt, body }: Entry, profile: Profile): void {
    const { self, presence, named, epoch: ownEpoch } = this.#host;
    if (author !== self.id) {
      presence.named(author, epoch, profile, hlc);
      named(author, profile.name);
      return;
    }
    this.#joinedAt = Math.min(this.#joinedAt, hlc[0]);
    if (epoch !== ownEpoch) self.saidElsewhere(profile, body, sentAt);
  }

  /** What is known of who has this message, where it is ours and has just been shown. */
  #tellHolders({ id, own, changedBy }: ChatMessage): void {
    if (!own) return;
    const [log, seq] = splitEntryId(id);
    this.#deliveries.shown(log, seq).forEach(this.#host.tell);
    if (changedBy === null) return;
    // That may be in the log of a later start.
    const [changedIn] = splitEntryId(changedBy);
    this.#deliveries.concerned(changedIn).forEach(this.#host.tell);
  }

  #contradicted(author: PeerId): void {
    const name = this.#host.labelOf(author);
    const message = `${name} has said two different things in one place: that profile may be in use twice, or somebody else has its key. What came first stays; no more is taken into that log.`;
    const params = { name };
    this.#host.tell({ type: 'warning', code: 'two-histories', message, params, about: author });
  }

  #damaged(): void {
    const message =
      'A part of the history on this computer was damaged. It comes back from the others as they appear.';
    const params = { what: 'part' };
    this.#host.tell({
      type: 'warning',
      code: 'history-damaged',
      message,
      params,
      about: 'history',
    });
  }

  #storeFailed(error: unknown): void {
    this.#host.tell({ type: 'error', ...storeFailure(error) });
  }
}

export function storeFailure(error: unknown): Failure {
  const reason = reasonOf(error);
  const message = `The history on this computer cannot be used: ${reason}`;
  return { code: 'store-failed', message, params: { reason } };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
