import * as v from 'valibot';
import { err, ok } from '../core/result.ts';
import type { PreferencesFile } from '../host/preferences-file.ts';
import type { Launch } from '../host/secret-file.ts';
import type { BridgeEvent, Handlers } from '../ipc/contract.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import type { Drafts } from './drafts.ts';
import { Joining, type JoiningPeer } from './joining.ts';
import { localRequests } from './local-requests.ts';
import { type MessagePeer, messageRequests } from './message-requests.ts';
import { PageFeed } from './page-feed.ts';
import { type PeoplePeer, peopleRequests } from './people-requests.ts';
import { joinFormSchema, type Settings } from './settings.ts';
import { BAD_REQUEST, isText } from './untrusted.ts';
import { WaitingInvitation } from './waiting-invitation.ts';

type OwnKeys = 'room' | 'onEvent' | 'connect' | 'invite' | 'isHere' | 'changeSecret';

/** What the window needs of a peer: a test has one that fails in ways a real one seldom does. */
type DeskPeer = MessagePeer & PeoplePeer & JoiningPeer & Pick<ChatPeer, OwnKeys>;

/** What the desk keeps in the profile. */
type DeskFiles = {
  readonly settings: Settings;
  readonly preferences: PreferencesFile;
  readonly drafts: Drafts;
};

type GroupKeys =
  | 'joinDefaults'
  | 'join'
  | 'connect'
  | 'leave'
  | 'invite'
  | 'changeSecret'
  | 'putInvitationAway'
  | 'followInvitation';

/** What the page asks for, done; and what the peer tells, passed on. One for the window's life. */
export class Desk {
  /** Everything that the page may ask. */
  readonly requests: Handlers;
  readonly #peer: DeskPeer;
  readonly #preferences: PreferencesFile;
  readonly #feed: PageFeed;
  readonly #invitation: WaitingInvitation;
  readonly #joining: Joining;

  constructor(
    peer: DeskPeer,
    { settings, preferences, drafts }: DeskFiles,
    launch: Launch,
    show: (event: BridgeEvent) => void,
  ) {
    this.#peer = peer;
    this.#preferences = preferences;
    this.#feed = new PageFeed(show);
    this.#invitation = new WaitingInvitation(peer, this.#feed);
    this.#joining = new Joining(peer, settings, launch, (joining) => this.#tellJoining(joining));
    this.requests = {
      ready: async () => this.#ready(),
      ...this.#groupRequests(),
      ...messageRequests(peer, this.#feed),
      ...peopleRequests(peer, (name) => this.#joining.renamed(name)),
      ...localRequests({ preferences, drafts, room: () => peer.room }),
    };
    peer.onEvent((event) => this.#feed.gather(event));
    preferences.follow((chosen) => this.#feed.tell({ type: 'preferences', preferences: chosen }));
  }

  /** Joins at once where the command line gave a port and a name. */
  start(): Promise<void> {
    return this.#joining.start();
  }

  /** A link has come from outside. */
  invited(link: string): void {
    this.#invitation.came(link);
  }

  /** The page is being replaced: until it is ready again there is nobody to tell. */
  pageGone(): void {
    this.#feed.end();
  }

  #ready(): void {
    this.#feed.begin({
      type: 'snapshot',
      state: this.#peer.state,
      joining: this.#joining.underWay,
      invitation: this.#invitation.value,
      preferences: this.#preferences.value,
    });
  }

  /** The requests about the group: coming in, letting others in, leaving. */
  #groupRequests(): Pick<Handlers, GroupKeys> {
    const peer = this.#peer;
    return {
      joinDefaults: () => this.#joining.defaults(),
      join: async (form) => {
        const parsed = v.safeParse(joinFormSchema, form);
        if (!parsed.success) return err([{ field: null, ...BAD_REQUEST }]);
        return await this.#joining.join(parsed.output);
      },
      connect: async (address) => (isText(address) ? peer.connect(address) : err(BAD_REQUEST)),
      leave: async () => {
        await peer.leave();
        return ok(null);
      },
      invite: async () => peer.invite(),
      changeSecret: async () => {
        const changed = await peer.changeSecret(null);
        if (changed.ok) this.#joining.secretChanged();
        return changed;
      },
      putInvitationAway: async (number) => this.#invitation.putAway(number),
      followInvitation: async (number) => {
        const link = this.#invitation.take(number);
        if (!link.ok) return link;
        if (link.value !== null) await this.#joining.follow(link.value);
        return ok(null);
      },
    };
  }

  #tellJoining(joining: boolean): void {
    // What happened until now comes first: the order on the channel is the order of events.
    this.#feed.flush();
    this.#feed.tell({ type: 'joining', joining });
    // One that came meanwhile may lead to the group that has been joined.
    if (!joining) this.#invitation.groupChanged();
  }
}
