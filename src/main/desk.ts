import { randomBytes } from 'node:crypto';
import { clipboard } from 'electron';
import * as v from 'valibot';
import type { ChatEvent, Version } from '../core/events.ts';
import { type EntryId, isEntryId, isPeerId } from '../core/ids.ts';
import type { Inspection } from '../core/inspection.ts';
import { parseInvite } from '../core/invite.ts';
import {
  type JoinDefaults,
  type JoinForm,
  type JoinProblem,
  parseJoinForm,
} from '../core/join-form.ts';
import { preferencesChangeSchema } from '../core/kept-preferences.ts';
import { contactChangeSchema } from '../core/known-contacts.ts';
import { profileChangeSchema } from '../core/profile.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import type { SafetyNumber } from '../core/safety-number.ts';
import { cards, freePort } from '../host/network.ts';
import type { PreferencesFile } from '../host/preferences-file.ts';
import type { Launch } from '../host/secret-file.ts';
import type { BridgeEvent, Handlers, Invitation } from '../ipc/contract.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import type { Drafts } from './drafts.ts';
import { joinsAtOnce, withLaunch } from './launch-form.ts';
import { openOutside } from './outside.ts';
import { joinFormSchema, type Settings } from './settings.ts';

/** At most one batch a frame of a 60 Hz screen, so that a burst of messages costs one render. */
const BATCH_MS = 16;
/** Longest text taken from the page; the peer's own limit is lower and has a sentence for it. */
const MAX_ARGUMENT = 1_000_000;
/** Offered on first start where it is free: not assigned by IANA, above the well-known ports. */
const USUAL_PORT = 47_100;

const BAD_REQUEST: Failure = {
  code: 'bad-request',
  message: 'The window asked for something odd.',
};

const ANOTHER_CAME: Failure = {
  code: 'another-invitation',
  message: 'Another link has come since you were asked. This is about the new one.',
};

/** Codes of a failed join that belong beside a field; any other belongs to none. */
const FIELD_OF: Readonly<Record<string, keyof JoinForm>> = {
  'host-not-here': 'host',
  'port-taken': 'port',
  'port-not-allowed': 'port',
  'seed-locked': 'secret',
  'seed-open': 'secret',
  'seed-wrong-secret': 'secret',
  'seed-other-room': 'seeds',
};

/** Messages in view at once, several windows full of the shortest. */
const seenSchema = v.pipe(v.array(v.custom<EntryId>(isEntryId)), v.maxLength(1_000));

/** What the window needs of a peer: a test has one that fails in ways a real one seldom does. */
type DeskPeer = Pick<
  ChatPeer,
  | 'state'
  | 'room'
  | 'onEvent'
  | 'join'
  | 'connect'
  | 'invite'
  | 'isHere'
  | 'names'
  | 'changeSecret'
  | 'send'
  | 'act'
  | 'reply'
  | 'edit'
  | 'remove'
  | 'react'
  | 'versions'
  | 'loadOlder'
  | 'seen'
  | 'loadNewer'
  | 'showNewest'
  | 'showAround'
  | 'follow'
  | 'typing'
  | 'changeContact'
  | 'changeProfile'
  | 'inspect'
  | 'safetyNumber'
  | 'leave'
>;

/** What the desk keeps in the profile. */
type DeskFiles = {
  readonly settings: Settings;
  readonly preferences: PreferencesFile;
  readonly drafts: Drafts;
};

/** What the page asks for, done; and what the peer tells, passed on. One for the window's life. */
export class Desk implements Handlers {
  readonly #peer: DeskPeer;
  readonly #settings: Settings;
  readonly #preferences: PreferencesFile;
  readonly #drafts: Drafts;
  readonly #launch: Launch;
  readonly #show: (event: BridgeEvent) => void;
  #pageReady = false;
  /** From the beginning where the command line says so: the page shows no form that goes at once. */
  #joining: boolean;
  #problems: readonly JoinProblem[] = [];
  #batch: ChatEvent[] = [];
  /** The link from outside that waits for the person's word. It may hold a secret: never to be logged. */
  #invited: string | null = null;
  /** How many have come. */
  #invitations = 0;
  #form: JoinForm;

  constructor(
    peer: DeskPeer,
    { settings, preferences, drafts }: DeskFiles,
    launch: Launch,
    show: (event: BridgeEvent) => void,
  ) {
    this.#peer = peer;
    this.#settings = settings;
    this.#preferences = preferences;
    this.#drafts = drafts;
    this.#launch = launch;
    this.#joining = joinsAtOnce(launch);
    this.#show = show;
    this.#form = withLaunch(settings.load(), launch);
    peer.onEvent((event) => this.#gather(event));
    preferences.follow((chosen) => {
      if (this.#pageReady) this.#show({ type: 'preferences', preferences: chosen });
    });
  }

  /** Joins at once where the command line gave a port and a name. */
  async start(): Promise<void> {
    if (!joinsAtOnce(this.#launch)) return;
    const joined = await this.#join(this.#form);
    if (!joined.ok) this.#problems = joined.error;
  }

  /** A link has come from outside. The newest counts: it is the one that was clicked last. */
  invited(link: string): void {
    this.#invitations += 1;
    this.#invited = link;
    this.#tellInvitation();
  }

  /** The page is being replaced: until it is ready again there is nobody to tell. */
  pageGone(): void {
    this.#pageReady = false;
  }

  readonly ready = async (): Promise<void> => {
    this.#pageReady = true;
    this.#batch = [];
    this.#show({
      type: 'snapshot',
      state: this.#peer.state,
      joining: this.#joining,
      invitation: this.#invitation(),
      preferences: this.#preferences.value,
    });
  };

  readonly joinDefaults = async (): Promise<JoinDefaults> => {
    const chosen = this.#form.port === '' ? USUAL_PORT : Number(this.#form.port);
    // A port that was asked for and is taken stays in the field, under its sentence.
    const keep = this.#problems.length > 0;
    const port = keep ? this.#form.port : String(await freePort(chosen));
    const problems = this.#problems;
    this.#problems = [];
    const { names } = this.#peer;
    return { form: { ...this.#form, port }, problems, cards: cards(), names };
  };

  readonly join = async (form: unknown): Promise<Result<null, readonly JoinProblem[]>> => {
    const parsed = v.safeParse(joinFormSchema, form);
    if (!parsed.success) return err([{ field: null, ...BAD_REQUEST }]);
    return await this.#join(parsed.output);
  };

  readonly connect = async (address: unknown): Promise<Result<null, Failure>> =>
    isText(address) ? this.#peer.connect(address) : err(BAD_REQUEST);

  readonly send = async (text: unknown): Promise<Result<EntryId, Failure>> =>
    isText(text) ? this.#shown(this.#peer.send(text)) : err(BAD_REQUEST);

  readonly draft = async (): Promise<Result<string, Failure>> =>
    ok(this.#drafts.of(this.#peer.room));

  readonly keepDraft = async (text: unknown): Promise<Result<null, Failure>> => {
    if (!isText(text)) return err(BAD_REQUEST);
    this.#drafts.keep(this.#peer.room, text);
    return ok(null);
  };

  readonly act = async (text: unknown): Promise<Result<EntryId, Failure>> =>
    isText(text) ? this.#shown(this.#peer.act(text)) : err(BAD_REQUEST);

  readonly reply = async (to: unknown, text: unknown): Promise<Result<EntryId, Failure>> =>
    isEntryId(to) && isText(text) ? this.#shown(this.#peer.reply(to, text)) : err(BAD_REQUEST);

  readonly edit = async (id: unknown, text: unknown): Promise<Result<EntryId | null, Failure>> =>
    isEntryId(id) && isText(text) ? this.#shown(this.#peer.edit(id, text)) : err(BAD_REQUEST);

  readonly remove = async (id: unknown): Promise<Result<EntryId, Failure>> =>
    isEntryId(id) ? this.#shown(this.#peer.remove(id)) : err(BAD_REQUEST);

  readonly react = async (
    id: unknown,
    emoji: unknown,
    on: unknown,
  ): Promise<Result<EntryId | null, Failure>> =>
    isEntryId(id) && isText(emoji) && typeof on === 'boolean'
      ? this.#shown(this.#peer.react(id, emoji, on))
      : err(BAD_REQUEST);

  readonly versions = async (id: unknown): Promise<Result<readonly Version[], Failure>> =>
    isEntryId(id) ? this.#peer.versions(id) : err(BAD_REQUEST);

  readonly loadOlder = async (): Promise<Result<null, Failure>> => {
    await this.#peer.loadOlder();
    return ok(null);
  };

  readonly seen = async (ids: unknown): Promise<Result<null, Failure>> => {
    const parsed = v.safeParse(seenSchema, ids);
    if (!parsed.success) return err(BAD_REQUEST);
    this.#peer.seen(parsed.output);
    return ok(null);
  };

  readonly loadNewer = async (): Promise<Result<null, Failure>> => {
    await this.#peer.loadNewer();
    return ok(null);
  };

  readonly showNewest = async (): Promise<Result<null, Failure>> => {
    await this.#peer.showNewest();
    return ok(null);
  };

  readonly showAround = async (id: unknown): Promise<Result<null, Failure>> =>
    isEntryId(id) ? this.#peer.showAround(id) : err(BAD_REQUEST);

  readonly follow = async (on: unknown): Promise<Result<null, Failure>> => {
    if (typeof on !== 'boolean') return err(BAD_REQUEST);
    this.#peer.follow(on);
    return ok(null);
  };

  readonly typing = async (on: unknown): Promise<Result<null, Failure>> => {
    if (typeof on !== 'boolean') return err(BAD_REQUEST);
    this.#peer.typing(on);
    return ok(null);
  };

  readonly changeContact = async (id: unknown, change: unknown): Promise<Result<null, Failure>> => {
    const parsed = v.safeParse(contactChangeSchema, change);
    if (!isPeerId(id) || !parsed.success) return err(BAD_REQUEST);
    return this.#peer.changeContact(id, parsed.output);
  };

  readonly changeProfile = async (change: unknown): Promise<Result<null, Failure>> => {
    const parsed = v.safeParse(profileChangeSchema, change);
    if (!parsed.success) return err(BAD_REQUEST);
    const changed = await this.#peer.changeProfile(parsed.output);
    const name = this.#peer.state.self?.name;
    // The next start begins with the name of now.
    if (changed.ok && name !== undefined && name !== this.#form.name) {
      this.#form = { ...this.#form, name };
      this.#settings.save(this.#form);
    }
    return changed;
  };

  readonly inspect = async (id: unknown): Promise<Result<Inspection, Failure>> =>
    isPeerId(id) ? this.#peer.inspect(id) : err(BAD_REQUEST);

  readonly safetyNumber = async (id: unknown): Promise<Result<SafetyNumber, Failure>> =>
    isPeerId(id) ? this.#peer.safetyNumber(id) : err(BAD_REQUEST);

  readonly leave = async (): Promise<Result<null, Failure>> => {
    await this.#peer.leave();
    return ok(null);
  };

  readonly invite = async (): Promise<Result<string, Failure>> => this.#peer.invite();

  readonly changeSecret = async (): Promise<Result<null, Failure>> => {
    const changed = await this.#peer.changeSecret(null);
    // What was entered holds the old secret, in a link perhaps: the new one is in the keyring.
    if (changed.ok) this.#form = this.#settings.load();
    return changed;
  };

  readonly putInvitationAway = async (number: unknown): Promise<void> => {
    if (number !== this.#invitations) return;
    this.#invited = null;
    this.#tellInvitation();
  };

  readonly followInvitation = async (number: unknown): Promise<Result<null, Failure>> => {
    const link = this.#invited;
    if (number !== this.#invitations) return err(ANOTHER_CAME);
    await this.putInvitationAway(number);
    if (link === null) return ok(null);
    await this.#peer.leave();
    const joined = await this.#join({ ...this.#form, seeds: link, group: '', secret: '' });
    if (!joined.ok) this.#problems = joined.error;
    return ok(null);
  };

  readonly copy = async (text: unknown): Promise<Result<null, Failure>> => {
    if (!isText(text)) return err(BAD_REQUEST);
    clipboard.writeText(text);
    return ok(null);
  };

  readonly setPreferences = async (change: unknown): Promise<Result<null, Failure>> => {
    const parsed = v.safeParse(preferencesChangeSchema, change);
    return parsed.success ? this.#preferences.change(parsed.output) : err(BAD_REQUEST);
  };

  readonly openLink = async (url: unknown): Promise<Result<null, Failure>> => openOutside(url);

  /** However it ends, the page hears that it has: a form that is busy for ever cannot be used. */
  async #join(form: JoinForm): Promise<Result<null, readonly JoinProblem[]>> {
    const parsed = parseJoinForm(form, randomBytes);
    if (!parsed.ok) return parsed;
    this.#form = form;
    this.#settings.save(form);
    this.#tellJoining(true);
    try {
      const { listen, mesh, maxPerAddress } = this.#launch;
      const options = { listen, mesh, maxPerAddress, alone: false };
      const joined = await this.#peer.join({ ...parsed.value, ...options });
      return joined.ok ? joined : err(problemsOf(joined.error));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `Joining failed: ${reason}`;
      return err([{ field: null, code: 'join-failed', message, params: { reason } }]);
    } finally {
      this.#tellJoining(false);
    }
  }

  /** What was done is on the page when the answer comes, where it stops showing it as on its way. */
  async #shown<T>(done: Promise<T>): Promise<T> {
    const answer = await done;
    this.#flush();
    return answer;
  }

  #tellJoining(joining: boolean): void {
    this.#joining = joining;
    // What happened until now comes first: the order on the channel is the order of events.
    this.#flush();
    if (this.#pageReady) this.#show({ type: 'joining', joining });
    // One that came meanwhile may lead to the group that has been joined.
    if (!joining && this.#invited !== null) this.#tellInvitation();
  }

  #invitation(): Invitation | null {
    if (this.#invited === null) return null;
    const invite = parseInvite(this.#invited);
    const sameRoom = invite.ok && this.#peer.isHere(invite.value);
    return { number: this.#invitations, link: this.#invited, sameRoom };
  }

  #tellInvitation(): void {
    if (this.#pageReady) this.#show({ type: 'invitation', invitation: this.#invitation() });
  }

  #gather(event: ChatEvent): void {
    if (!this.#pageReady) return;
    if (this.#batch.length === 0) setTimeout(() => this.#flush(), BATCH_MS);
    this.#batch.push(event);
  }

  #flush(): void {
    if (!this.#pageReady || this.#batch.length === 0) return;
    const events = this.#batch;
    this.#batch = [];
    this.#show({ type: 'events', events });
  }
}

/** Whoever cancelled needs no sentence about it. */
function problemsOf(failure: Failure): readonly JoinProblem[] {
  const { code } = failure;
  return code === 'left' ? [] : [{ field: FIELD_OF[code] ?? null, ...failure }];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_ARGUMENT;
}
