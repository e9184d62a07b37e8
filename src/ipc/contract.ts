import type { ContactChange } from '../core/contacts.ts';
import type { ChatEvent, Version } from '../core/events.ts';
import type { EntryId, GroupId, PeerId } from '../core/ids.ts';
import type { Inspection } from '../core/inspection.ts';
import type { JoinDefaults, JoinForm, JoinProblem } from '../core/join-form.ts';
import type { Preferences, PreferencesChange } from '../core/preferences.ts';
import type { ProfileChange } from '../core/profile.ts';
import type { Failure, Result } from '../core/result.ts';
import type { SafetyNumber } from '../core/safety-number.ts';
import type { ChatState } from '../core/state.ts';

/** Everything the page may ask of the main process, once. Failures come back as data. */
export interface Requests {
  /** The page has loaded: main answers with a snapshot, then deltas, on the event channel. */
  ready(): Promise<void>;
  /** What to show in the join screen: it needs the disk and the network cards. */
  joinDefaults(): Promise<JoinDefaults>;
  /** Opens the port and joins. A problem names the field it belongs to, if any. */
  join(form: JoinForm): Promise<Result<null, readonly JoinProblem[]>>;
  /** Dials one more peer (`host:port`) from inside a group. How it ends comes as an event. */
  connect(address: string): Promise<Result<null, Failure>>;
  /** Says something. Resolves once the message is safely stored, which is when it counts as sent. */
  send(text: string): Promise<Result<EntryId, Failure>>;
  /** What was being written in this group when it was left, or the program ended. */
  draft(): Promise<Result<Draft, Failure>>;
  /** Keeps what is being written in a group, which may have been left, for when it is joined again. */
  keepDraft(group: GroupId, text: string): Promise<Result<null, Failure>>;
  /** Says what one does: "waves", after the name. */
  act(text: string): Promise<Result<EntryId, Failure>>;
  /** Says something in answer to a message, which is quoted. */
  reply(to: EntryId, text: string): Promise<Result<EntryId, Failure>>;
  /** Puts another text in the place of one's own. Null: nothing has changed. */
  edit(id: EntryId, text: string): Promise<Result<EntryId | null, Failure>>;
  /** Takes one's own message back, for everybody. */
  remove(id: EntryId): Promise<Result<EntryId, Failure>>;
  /** Puts an emoji on a message, or takes one's own off again. Null: it was so already. */
  react(id: EntryId, emoji: string, on: boolean): Promise<Result<EntryId | null, Failure>>;
  /** All texts that a message has had, the oldest first: only the last of them is in the state. */
  versions(id: EntryId): Promise<Result<readonly Version[], Failure>>;
  /** These messages were really in view, in a window that the person looked at: they count as read. */
  seen(ids: readonly EntryId[]): Promise<Result<null, Failure>>;
  /** The person says so of all that is here, in view or not. */
  seenAll(): Promise<Result<null, Failure>>;
  /** Asks for messages beyond an end of the window; they arrive as a `history` event. */
  loadOlder(): Promise<Result<null, Failure>>;
  loadNewer(): Promise<Result<null, Failure>>;
  /** Moves the window to the newest messages, or to where one stands; it arrives as a `history` event. */
  showNewest(): Promise<Result<null, Failure>>;
  showAround(id: EntryId): Promise<Result<null, Failure>>;
  /** Whether the reader is at the end and stays there when more is said: decides what gives way. */
  follow(on: boolean): Promise<Result<null, Failure>>;
  /** The person is writing a message, or has stopped without sending it. */
  typing(on: boolean): Promise<Result<null, Failure>>;
  /** Decides something about somebody, in this profile only: what is known of them comes as an event. */
  changeContact(id: PeerId, change: ContactChange): Promise<Result<null, Failure>>;
  /** Changes what the person says of themselves; what comes of it comes as an event. */
  changeProfile(change: ProfileChange): Promise<Result<null, Failure>>;
  /** How somebody is reached this moment; to be asked again each second while it is shown. */
  inspect(id: PeerId): Promise<Result<Inspection, Failure>>;
  /** What to compare with somebody, to know that their key is theirs. Takes a moment to make. */
  safetyNumber(id: PeerId): Promise<Result<SafetyNumber, Failure>>;
  /** Says goodbye to everybody and goes back to the join screen. */
  leave(): Promise<Result<null, Failure>>;
  /** A link for others to join by: the group, its secret where it has one, addresses that work now. */
  invite(): Promise<Result<string, Failure>>;
  /** Gives a locked group a new secret, which locks out everybody who does not get the next link. */
  changeSecret(): Promise<Result<null, Failure>>;
  /**
   * The invitation of this number, which came from outside, needs no answer any more: the form has
   * it, or nobody wants it. A newer one, which the person has not answered, goes on waiting.
   */
  putInvitationAway(number: number): Promise<void>;
  /**
   * Leaves the group and joins the one that the invitation of this number leads to, as this person.
   * Where another has come since, that one was not meant: nothing is left or joined.
   */
  followInvitation(number: number): Promise<Result<null, Failure>>;
  /** Puts text on the clipboard, which a sandboxed page may not do by itself. */
  copy(text: string): Promise<Result<null, Failure>>;
  /** Chooses how the window looks, and what others are told; the outcome comes as an event. */
  setPreferences(change: PreferencesChange): Promise<Result<null, Failure>>;
  /** Opens a link of a message in the browser or the mail program, if it is of a kind that may be. */
  openLink(url: string): Promise<Result<null, Failure>>;
}

/** Channel of every request. The type makes a request without a channel a compile error. */
export const CHANNELS: Readonly<Record<keyof Requests, string>> = {
  ready: 'parley:ready',
  joinDefaults: 'parley:join-defaults',
  join: 'parley:join',
  connect: 'parley:connect',
  send: 'parley:send',
  draft: 'parley:draft',
  keepDraft: 'parley:keep-draft',
  act: 'parley:act',
  reply: 'parley:reply',
  edit: 'parley:edit',
  remove: 'parley:remove',
  react: 'parley:react',
  versions: 'parley:versions',
  loadOlder: 'parley:load-older',
  seen: 'parley:seen',
  seenAll: 'parley:seen-all',
  loadNewer: 'parley:load-newer',
  showNewest: 'parley:show-newest',
  showAround: 'parley:show-around',
  follow: 'parley:follow',
  typing: 'parley:typing',
  changeContact: 'parley:change-contact',
  changeProfile: 'parley:change-profile',
  inspect: 'parley:inspect',
  safetyNumber: 'parley:safety-number',
  leave: 'parley:leave',
  invite: 'parley:invite',
  changeSecret: 'parley:change-secret',
  putInvitationAway: 'parley:put-invitation-away',
  followInvitation: 'parley:follow-invitation',
  copy: 'parley:copy',
  openLink: 'parley:open-link',
  setPreferences: 'parley:set-preferences',
};

/** The one channel on which main speaks, so that everything it says has one order. */
export const EVENT_CHANNEL = 'parley:event';

/** What was being written in the group that one is in; null until it is known which that is. */
export type Draft = { readonly room: GroupId | null; readonly text: string };

/** A link from outside that waits for the person's word. */
export type Invitation = {
  /** Counts those that have come, so that an answer is to the one that was shown. */
  readonly number: number;
  readonly link: string;
  /**
   * It leads to the very locked group that the person is in. Its id is never sent readable, so only
   * somebody who has been in there can have made the link; a name is anybody's to take.
   */
  readonly sameRoom: boolean;
};

/** A snapshot whenever the page says it is ready, then batches of what happened since. */
export type BridgeEvent =
  | {
      readonly type: 'snapshot';
      readonly state: ChatState;
      readonly joining: boolean;
      readonly invitation: Invitation | null;
      readonly preferences: Preferences;
    }
  /** A link from outside waits for the person's word, or none does any more. */
  | { readonly type: 'invitation'; readonly invitation: Invitation | null }
  /** Something has been chosen. */
  | { readonly type: 'preferences'; readonly preferences: Preferences }
  /** Joining has begun or ended: the page may have been reloaded in between. */
  | { readonly type: 'joining'; readonly joining: boolean }
  | { readonly type: 'events'; readonly events: readonly ChatEvent[] };

/** What the page sees as `window.parley`. */
export interface Bridge extends Requests {
  /** Hears everything main says, the roster included; returns its own unsubscribe. */
  onEvent(listener: (event: BridgeEvent) => void): () => void;
}

/** A request's arguments before anybody has looked at them: as many, none of them trusted. */
type Untrusted<Args extends readonly unknown[]> = { [Index in keyof Args]: unknown };

/** Main's side: the same requests with every argument `unknown`, to be parsed before it is trusted. */
export type Handlers = {
  readonly [Key in keyof Requests]: (
    ...args: Untrusted<Parameters<Requests[Key]>>
  ) => ReturnType<Requests[Key]>;
};
