import { type Address, formatAddress } from '../core/address.ts';
import { toHex } from '../core/bytes.ts';
import { type ContactChange, isQuietContact } from '../core/contacts.ts';
import type { ChatFact, ChatMessage } from '../core/events.ts';
import type { EntryId, Epoch, GroupId, PeerId } from '../core/ids.ts';
import type { Inspection } from '../core/inspection.ts';
import type { Invite } from '../core/invite.ts';
import type { Sharing } from '../core/ports.ts';
import { Presence } from '../core/presence.ts';
import type { ProfileChange } from '../core/profile.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import type { Going, MessageWindow } from '../core/window.ts';
import type { WireMessage } from '../core/wire.ts';
import { Acquaintances } from './acquaintances.ts';
import { ClockWatch } from './clock-watch.ts';
import { Conversation, storeFailure } from './conversation.ts';
import { Door } from './door.ts';
import { Early } from './early.ts';
import { Entrance, type Found, LEFT, NOT_JOINED } from './entrance.ts';
import { FloodWarnings } from './flood-warnings.ts';
import { Gate } from './gate.ts';
import { inspect } from './inspect.ts';
import type { Link } from './link.ts';
import type { LinkEnd } from './link-host.ts';
import { Links } from './links.ts';
import { Listening } from './listening.ts';
import { Neighbourhood } from './neighbourhood.ts';
import type { PeerPorts, SessionOptions } from './options.ts';
import { OwnProfile } from './own-profile.ts';
import { Redial } from './redial.ts';
import { Remembered } from './remembered.ts';
import { Splits } from './splits.ts';
import { Typing } from './typing.ts';
import type { Voice } from './voice.ts';

const NOBODY: Failure = { code: 'nobody', message: 'This person is not in the list any more.' };

/** One membership, from joining to leaving: puts the parts of a peer together. */
export class Session {
  readonly #ports: PeerPorts;
  readonly #options: SessionOptions;
  readonly #tell: (fact: ChatFact) => void;
  readonly #self: OwnProfile;
  readonly #window: () => MessageWindow;
  readonly #epoch: Epoch;
  readonly #door: Door;
  readonly #entrance: Entrance;
  readonly #presence: Presence;
  readonly #acquaintances: Acquaintances;
  readonly #links: Links;
  readonly #redial: Redial;
  readonly #neighbourhood: Neighbourhood;
  readonly #splits: Splits;
  readonly #clocks: ClockWatch;
  readonly #typing: Typing;
  readonly #listening: Listening;
  readonly #remembered: Remembered;
  readonly #early: Early;
  /** Only once the group is known and its log has been read. */
  #conversation: Conversation | null = null;
  /** Leaving has begun. */
  #left = false;
  #leaving: Promise<void> | null = null;
  /** Leaving is done: whatever still comes in is nobody's news. */
  #over = false;

  /** `window`: what the screen holds of the messages, by all that was told. */
  constructor(
    ports: PeerPorts,
    options: SessionOptions,
    tell: (fact: ChatFact) => void,
    window: () => MessageWindow,
  ) {
    const { crypto, random, transport, clock, journal } = ports;
    this.#ports = ports;
    this.#options = options;
    this.#self = new OwnProfile(clock, crypto.self, options.name);
    this.#window = window;
    this.#acquaintances = new Acquaintances({
      self: { id: crypto.self, name: options.name },
      clock,
      contacts: ports.contacts,
      hasProved: (id) => this.#presence.hasProved(id),
    });
    this.#tell = (fact) => {
      for (const each of this.#over ? [] : this.#acquaintances.around(fact)) tell(each);
    };
    this.#epoch = toHex(random.bytes(8)) as Epoch; // 8 bytes are 16 hex digits
    this.#door = new Door(crypto, random, options.name, this.#epoch, options.secret !== null);
    this.#presence = new Presence(crypto.self);
    this.#splits = new Splits({
      clock,
      self: crypto.self,
      roster: () => this.#presence.roster,
      tell: this.#tell,
    });
    this.#clocks = new ClockWatch({
      clock,
      nameOf: (id) => this.#labelOf(id),
      tell: this.#tell,
    });
    const floods = new FloodWarnings(clock, (id) => this.#labelOf(id), this.#tell);
    this.#links = new Links(
      {
        self: crypto.self,
        clock,
        floodBound: options.floodBound,
        gate: new Gate(options.maxPerAddress ?? null, {
          clock,
          isFamiliar: (peer) => this.#remembered.isFamiliar(peer),
          isMember: (peer) => this.#presence.isMember(peer),
        }),
        entry: () => this.#door.entry(),
        hello: () => this.#door.hello(),
        peerUp: (link) => this.#peerUp(link),
        linkReplaced: (link) => this.#conversation?.linkDown(link),
        peerDown: (link, end) => this.#peerDown(link, end),
        linkMessage: (link, message) => this.#receive(link, message),
        linkMeasured: (link, { offsetMs }) => this.#clocks.measured(link.remote, offsetMs),
        slept: () => this.#slept(),
        linkFlooding: (link) => floods.flooding(link.remote),
        linkDrained: (link) => {
          this.#listening.say((other) => other === link);
          this.#neighbourhood.drained(link);
          this.#conversation?.linkDrained(link);
        },
      },
      transport,
      journal,
    );
    this.#early = new Early(this.#links, (link, message) => this.#receive(link, message));
    this.#listening = new Listening({
      ...{ ports, options, door: this.#door, links: this.#links, tell: this.#tell },
      left: () => this.#left,
    });
    this.#typing = new Typing({
      ...{ clock, self: crypto.self, tell: this.#tell },
      links: this.#links,
      sharing: () => this.#sharing(),
      nameOf: (id) => this.#presence.nameOf(id),
      isQuiet: (id) => isQuietContact(ports.contacts.of(id)),
      reaches: (a, b) => this.#presence.reaches(a, b),
      speaksFor: (link, of) => this.#speaksFor(link, of),
    });
    this.#redial = new Redial({
      clock,
      random,
      links: this.#links,
      seedReached: (seed) => this.#entrance.answered(seed),
      seedFailed: (seed, failure) => this.#entrance.failed(seed, failure),
    });
    this.#remembered = new Remembered({
      ...{ addressBook: ports.addressBook, mesh: options.mesh },
      ...{ links: this.#links, redial: this.#redial },
      group: () => this.room,
    });
    this.#entrance = new Entrance({
      ...{ ports, options, tell: this.#tell },
      ...{ door: this.#door, links: this.#links, redial: this.#redial },
      labelOf: (id) => this.#labelOf(id),
    });
    this.#neighbourhood = new Neighbourhood({
      self: crypto.self,
      clock,
      links: this.#links,
      redial: this.#redial,
      presence: this.#presence,
      crypto,
      group: () => this.room,
      mesh: options.mesh,
      hello: () => this.#door.hello(),
      tell: (fact) => this.#tellOfPeople(fact),
    });
  }

  /** Opens the port, finds the group and takes part in it. */
  async join(): Promise<Result<null, Failure>> {
    const listening = await this.#listening.open();
    if (!listening.ok) return listening;
    try {
      const found = await this.#entrance.find();
      if (this.#left) return err(LEFT);
      if (found.ok) {
        await this.#open(found.value);
      } else {
        await this.leave();
        return found;
      }
    } catch (error) {
      await this.leave();
      return err(storeFailure(error));
    }
    return this.#left ? err(LEFT) : ok(null);
  }

  /** What we can say, as long as we take part. */
  get voice(): Voice | null {
    return this.#left ? null : (this.#conversation?.voice ?? null);
  }

  /** The person writes, or has stopped without saying it. */
  typing(on: boolean): void {
    if (this.#conversation !== null && !this.#left) this.#typing.writing(on);
  }

  /** Dials somebody by hand; how it ends is told as presence or as a warning. */
  connect(address: Address): void {
    this.#entrance.connect(address);
  }

  /** We have slept, or have other addresses: nothing that was known of the links need hold. */
  networkChanged(): void {
    if (this.#left) return;
    this.#ports.journal?.write({ event: 'network-changed' });
    this.#lookAnew();
  }

  /** Tells of the page to which the reader goes; false where there is none. */
  async goTo(going: Going): Promise<boolean> {
    return (await this.#conversation?.goTo(going)) ?? false;
  }

  /** The reader is at the end and follows, or has gone elsewhere. */
  follow(on: boolean): void {
    if (on !== this.#window().following) this.#tell({ type: 'following', on });
  }

  /** The newest messages stored here, in display order. */
  async history(limit: number): Promise<readonly ChatMessage[]> {
    return (await this.#conversation?.history(limit)) ?? [];
  }

  /** The person has really seen these. */
  see(ids: readonly EntryId[]): void {
    this.#conversation?.see(ids);
  }

  /** The person has done with all that is here. */
  seeAll(): void {
    this.#conversation?.seeAll();
  }

  /** The person decides something about somebody: kept here, told to nobody else. */
  changeContact(id: PeerId, change: ContactChange): Result<null, Failure> {
    if (this.#conversation === null || this.#left) return err(NOT_JOINED);
    const changed = this.#acquaintances.change({ id, name: this.#presence.nameOf(id) }, change);
    if (!changed.ok) return changed;
    changed.value.forEach(this.#tell);
    this.#conversation.contactsChanged();
    this.#typing.look();
    return ok(null);
  }

  /** Says something else of ourselves from now on, once that is stored. */
  async changeProfile(change: ProfileChange): Promise<Result<null, Failure>> {
    const conversation = this.#conversation;
    if (conversation === null || this.#left) return err(NOT_JOINED);
    const changed = await this.#self.change(change, (profile) => conversation.introduce(profile));
    if (!changed.ok || this.#left || !changed.value) return changed.ok ? ok(null) : changed;
    this.#door.rename(this.#self.name);
    this.#tell(this.#self.fact);
    return ok(null);
  }

  /** How somebody is reached now. Asks them how long a word takes, for whoever looks again. */
  inspect(id: PeerId): Result<Inspection, Failure> {
    if (this.room === null || this.#left) return err(NOBODY);
    const found = inspect(
      {
        ...{ presence: this.#presence, links: this.#links },
        placesOf: (peer) => this.#remembered.placesOf(peer),
        lastSeen: (peer) => this.#acquaintances.lastSeen(peer),
      },
      id,
    );
    return found === null ? err(NOBODY) : ok(found);
  }

  /** A link that leads whoever gets it into this group. */
  invite(): Result<string, Failure> {
    return this.#left ? err(NOT_JOINED) : this.#entrance.invite(this.#self.id);
  }

  /** The group's id, once that is known. */
  get room(): GroupId | null {
    return this.#door.group?.id ?? null;
  }

  /** Whether a link leads to the very locked group that we are in. */
  isHere({ group, room }: Invite): boolean {
    const here = this.#door.group;
    if (here === null || here.key === null) return false;
    return here.id === room && here.name === group;
  }

  /** From now on only those come in who have this secret; whoever is here has to come again with it. */
  async changeSecret(secret: string): Promise<Result<null, Failure>> {
    if (this.#conversation === null || this.#left) return err(NOT_JOINED);
    return await this.#entrance.changeSecret(secret);
  }

  /** Says goodbye and closes the door. Nothing is told after this resolves; asking twice is fine. */
  leave(): Promise<void> {
    this.#leaving ??= this.#leave();
    return this.#leaving;
  }

  async #leave(): Promise<void> {
    this.#left = true;
    this.#entrance.close();
    this.#redial.stop();
    this.#neighbourhood.close();
    this.#splits.close();
    this.#clocks.stop();
    this.#typing.close();
    // What is being stored goes out before the goodbye does.
    await this.#conversation?.settle();
    await Promise.all([this.#listening.close(), this.#links.leave(), this.#conversation?.close()]);
    this.#acquaintances.leave();
    this.#ports.addressBook.save();
    this.#ports.contacts.save();
    this.#tell({ type: 'left-group' });
    this.#over = true;
  }

  #slept(): void {
    if (this.#left) return;
    this.#ports.journal?.write({ event: 'slept' });
    this.#lookAnew();
  }

  #lookAnew(): void {
    this.#clocks.jumped();
    this.#listening.look();
    this.#links.probe();
    this.#redial.now();
  }

  async #open({ group, answer }: Found): Promise<void> {
    const conversation = new Conversation(
      {
        ...{ ports: this.#ports, links: this.#links, presence: this.#presence },
        ...{ self: this.#self, epoch: this.#epoch, tell: this.#tell },
        window: this.#window,
        named: (id, name) => this.#acquaintances.signed(id, name),
        labelOf: (id) => this.#labelOf(id),
        said: (author) => {
          this.#splits.stored(author);
          if (author === this.#self.id) this.#typing.sent();
          else this.#typing.stopped(author);
        },
        sharing: () => this.#sharing(),
        speaksFor: (link, of) => this.#speaksFor(link, of),
        changed: () => this.#neighbourhood.tell(),
      },
      group,
    );
    const authors = await conversation.open();
    if (this.#left) return conversation.close();
    this.#conversation = conversation;
    // Begun before anybody hears of the group and may speak: the name is the log's first entry.
    const introduced = conversation.introduce();
    const via = answer === null ? null : formatAddress(answer.seed);
    const created = answer === null;
    const joined = { self: this.#self.ref, group: group.name, created, via } as const;
    this.#tell({
      ...{ type: 'joined-group', ...joined, known: authors.size > 0 },
      locked: group.key !== null,
      answeredBy: answer?.link.remote ?? null,
      invitedBy: this.#options.invitedBy,
    });
    if (this.#self.hasLooks) this.#tell(this.#self.fact);
    conversation.tellFirstPage();
    void this.#entrance.keep(group);
    const anyRemembered = this.#remembered.open(group.id, authors);
    this.#neighbourhood.open(answer?.link ?? null, anyRemembered);
    conversation.start();
    this.#early.hear();
    if (answer !== null && group.key === null) this.#tellWhoAnswered(answer.link.remote);
    await introduced;
  }

  /**
   * In an open group anybody can be at an address of a link, and only the key of whoever made it says
   * who that is. Whoever answers in a locked one has proved its secret, whichever member it is.
   */
  #tellWhoAnswered(id: PeerId): void {
    const { invitedBy } = this.#options;
    if (invitedBy === null || id === invitedBy) return;
    const name = this.#labelOf(id);
    const message = `You were let in by ${name}, not by whom the link is from. Compare safety numbers if it matters.`;
    this.#tell({ type: 'note', code: 'answered-by-another', message, params: { name } });
  }

  #peerUp(link: Link): void {
    this.#remembered.met(link);
    this.#entrance.linkUp(link.remote);
    this.#neighbourhood.peerUp(link);
    this.#conversation?.linkUp(link);
  }

  #peerDown(link: Link, end: LinkEnd): void {
    this.#conversation?.linkDown(link);
    if (end.how === 'goodbye' && end.code === 'secret-changed') {
      this.#entrance.secretChanged(link.remote);
    }
    if (link.heardAt !== null) this.#acquaintances.lost(link.remote, link.heardAt);
    if (end.how === 'lost') this.#splits.linkLost(link.remote, link.heardAt);
    this.#neighbourhood.peerDown(link, end);
  }

  #receive(link: Link, message: WireMessage): void {
    if (this.#conversation === null) this.#early.keep(link, message);
    else this.#handle(link, message, this.#conversation);
  }

  #handle(link: Link, message: WireMessage, conversation: Conversation): void {
    switch (message.t) {
      case 'neighbours':
      case 'links':
      case 'links-changed':
      case 'links-known':
      case 'links-wanted':
        this.#neighbourhood.heard(link, message);
        break;
      case 'addresses':
        this.#remembered.met(link);
        this.#neighbourhood.moved(link);
        break;
      case 'typing':
        this.#typing.heard(link, message);
        break;
      case 'have':
      case 'read':
      case 'digest':
      case 'buckets':
      case 'heads-wanted':
      case 'forked':
      case 'doubt':
      case 'want':
      case 'recent':
      case 'entries':
        conversation.heard(link, message);
        break;
      case 'hello':
      case 'ping':
      case 'pong':
      case 'goodbye':
        // The link's own affair.
        break;
    }
  }

  /** Whoever comes hears how far we hold what they have said. */
  #tellOfPeople(fact: ChatFact): void {
    this.#tell(fact);
    this.#splits.saw(fact);
    if (fact.type === 'peer-left' || fact.type === 'peer-lost') this.#typing.stopped(fact.peer.id);
    const came = fact.type === 'peer-joined' || fact.type === 'peer-back';
    if (came) this.#conversation?.peerCame(fact.peer.id);
  }

  #sharing(): Sharing {
    return this.#ports.sharing?.() ?? { typing: false, readReceipts: false };
  }

  /**
   * Whether a neighbour's word on somebody counts. Whoever has a link with us speaks for themselves; for
   * others those do who carry them.
   */
  #speaksFor(link: Link, of: PeerId): boolean {
    if (of === link.remote) return true;
    return this.#links.with(of) === undefined && this.#presence.chart.leads(link.remote, of);
  }

  /** How somebody is called in a sentence. */
  #labelOf(id: PeerId): string {
    return this.#acquaintances.labelOf({ id, name: this.#presence.nameOf(id) });
  }
}
