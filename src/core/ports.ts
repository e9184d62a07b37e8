import type { Address } from './address.ts';
import type { Chained, Head, Run } from './chain.ts';
import type { Contact, ContactChange } from './contacts.ts';
import type { EntryClass } from './content.ts';
import type { Entry } from './entry.ts';
import type { EntryId, GroupId, GroupKey, Hash, LogId, PeerId, Signature } from './ids.ts';
import type { JournalEntry } from './journal.ts';
import type { Ordered } from './order.ts';
import type { Failure, Result } from './result.ts';

/** Time, handed in so that tests and simulations turn it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls `run` once after `delayMs`; returns what cancels it. With 0: once all that has come by now
   * has been read.
   */
  after(delayMs: number, run: () => void): () => void;
}

/** Randomness, handed in for the same reason. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
  /** A number in [0, 1), for jitter and choosing, not for secrets. */
  fraction(): number;
}

/** Why a connection ended: nothing more came, or what went wrong. */
export type CloseReason = Failure | null;

export interface ConnectionHandlers {
  data(bytes: Uint8Array): void;
  /** The queue that made `write` return false is empty again. */
  drained(): void;
  /** Called exactly once, whoever ended it. */
  closed(reason: CloseReason): void;
}

/** A byte stream to one other program, both ways. */
export interface Connection {
  /** Where the other end is; for one that dialled in, the port is not the one it listens on. */
  readonly remote: Address;
  /** Must be called once, before anything arrives. */
  start(handlers: ConnectionHandlers): void;
  /** Queues bytes; false asks the caller to hold back until `drained`. */
  write(bytes: Uint8Array): boolean;
  /**
   * Reads nothing more until `resume`, so that the other side's writes wait with the other side. What
   * is under way inside this program may still come; an end may go unheard until then.
   */
  pause(): void;
  resume(): void;
  /** Sends what is queued, then closes. */
  end(): void;
  /** Closes at once and drops what is queued. */
  destroy(): void;
}

export interface Listener {
  readonly port: number;
  /** Accepts nobody any more; connections that exist stay. */
  close(): Promise<void>;
}

export interface DialHandlers {
  opened(connection: Connection): void;
  failed(failure: Failure): void;
}

/** Where connections come from: TCP, or memory in tests. */
export interface Transport {
  /** `host: null` listens on every address; port 0 takes a free one. */
  listen(
    at: { readonly host: string | null; readonly port: number },
    accepted: (connection: Connection) => void,
  ): Promise<Result<Listener, Failure>>;
  /** Calls exactly one handler, unless the returned function is called first and cancels. */
  dial(to: Address, handlers: DialHandlers): () => void;
}

/** Where somebody may be dialled, the likeliest first: where a link has shown it, and what they claim. */
export type Places = { readonly proven: readonly Address[]; readonly claimed: readonly Address[] };

/** A member of a group, and where it may be dialled. */
export type Whereabouts = { readonly peer: PeerId } & Places;

/** The addresses at which members were met, kept from one start to the next. */
export interface AddressBook {
  /** Whom there is to look for, those met last first. */
  of(group: GroupId): readonly Whereabouts[];
  /** There is a link with a member, which can be dialled at these addresses. */
  met(group: GroupId, peer: PeerId, places: Places): void;
  /** Nothing more comes for now: what is still in memory only is to be kept. */
  save(): void;
}

/** A locked group as a profile keeps it: whoever has this can come in. */
export type Membership = {
  readonly group: string;
  readonly secret: string;
  readonly room: GroupId;
};

/** The locked groups that this profile has been in, kept from one start to the next. */
export interface Keyring {
  /** Which room a secret has led to before; null where it has not been used here. */
  roomOf(group: string, secret: string): GroupId | null;
  /** We are in this room by this secret. Resolves once that is kept; rejects, and knows what it did before, where it cannot be. */
  keep(membership: Membership): Promise<void>;
}

/** Where a peer writes down what it did. Never throws: a log that cannot be written harms no chat. */
export interface Journal {
  write(entry: JournalEntry): void;
}

/**
 * Whom this profile knows, and what was decided about them, kept from one start to the next. What
 * changes is returned, so that it can be told.
 */
export interface ContactBook {
  readonly all: readonly Contact[];
  of(id: PeerId): Contact | undefined;
  /** Whether somebody is known, or has come with the name of another. */
  concerns(id: PeerId): boolean;
  /** Somebody who has proved their key goes by this name: they are met, and known from now on. */
  seen(id: PeerId, name: string): Contact | null;
  /** Somebody was here at this moment, ms since 1970; kept where they are known, which is told. */
  here(id: PeerId, at: number): boolean;
  /** Somebody has come with the name of another. */
  doubted(id: PeerId, notThe: string): Contact | null;
  /** The person decides; it is kept when this returns. `name`: what they call themselves. */
  change(id: PeerId, name: string, change: ContactChange): Result<readonly Contact[], Failure>;
  /** Nothing more comes for now: what is still in memory only is to be kept. */
  save(): void;
}

/** Seals what leaves a link and opens what arrives, once a handshake is done. */
export interface SecureChannel {
  /** Who is at the other end: the holder of this key, as the handshake has proved. */
  readonly remote: PeerId;
  /**
   * The content sealed, in new memory, with `before` bytes in front of it left free for a header.
   * Throws where the link has sealed as much as one may: it must end then.
   */
  seal(content: Uint8Array, before?: number): Uint8Array;
  /**
   * What was sealed, in the memory of `sealed`, which is overwritten. Throws where this is not the next
   * frame that the other end has sealed.
   */
  open(sealed: Uint8Array): Uint8Array;
}

/** What one step of a handshake yields: a message to send, and the channel when it is complete. */
export type HandshakeStep = {
  readonly send: Uint8Array | null;
  readonly channel: SecureChannel | null;
};

/** Which side of a link one is. */
export type Role = 'dialler' | 'listener';

/** Three messages, dialler first: the shape of Noise XX. */
export interface Handshake {
  /** Only somebody with the same key gets through it. */
  readonly locked: boolean;
  /** The dialler's first message; null for the listener. */
  begin(): Uint8Array | null;
  /** Takes the other side's next message; throws where it is not acceptable. */
  receive(message: Uint8Array): HandshakeStep;
}

/** Identity and secrecy behind one port. */
export interface Crypto {
  /** This profile's public key. */
  readonly self: PeerId;
  /** Id of the open group of this name. */
  groupId(groupName: string): GroupId;
  /** 32 hex digits that name the group to those who know it, and nothing to others. */
  groupTag(group: GroupId, nonce: string): string;
  /** Takes time and memory on purpose, so that guessing secrets does: once for each name and secret. */
  groupKey(groupName: string, secret: string): Promise<GroupKey>;
  /** Id of a locked group that begins with this key. */
  roomId(groupName: string, key: GroupKey): GroupId;
  /**
   * `prologue`: what both sides said before; where they do not agree on it, nothing is proved. `key`:
   * that of a locked group; with another, the listener's first `receive` throws.
   */
  handshake(role: Role, prologue: Uint8Array, key: GroupKey | null): Handshake;
  /** BLAKE2b, 256 bits. */
  hash(content: Uint8Array): Hash;
  /** This profile's signature over a hash in a log. */
  sign(hash: Hash): Signature;
  verify(author: PeerId, hash: Hash, signature: Signature): boolean;
}

/** What it takes to check a log. */
export type LogCrypto = Pick<Crypto, 'hash' | 'verify'>;

/** A member is known to hold a log up to `seq`, and to have read it up to `read`. */
export type Watermark = readonly [member: PeerId, log: LogId, seq: number, read: number];

/** What others are told of what is done here; of what one does not tell, one is not told either. */
export type Sharing = { readonly typing: boolean; readonly readReceipts: boolean };

/** A log was seen up to `seq`: the last line of it that was really before somebody's eyes. */
export type Seen = readonly [log: LogId, seq: number];

/** A line of the timeline, as it is counted: by its place and its author's clock. */
export type Line = Ordered & { readonly sentAt: number };

/**
 * The message log. Every promise resolves once the data is safe on disk, and rejects where it is
 * not: nothing is shown as sent before.
 *
 * A log's head is how far it is held without gaps. Entries beyond it may be stored too: the newest
 * ones, fetched ahead of the rest. They are shown, but never handed on until the head has come there.
 */
export interface Store {
  /**
   * Adds entries and moves the heads that they continue, in one transaction. Returns those that
   * were not there before, which is what may be shown.
   */
  append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]>;
  heads(group: GroupId): Promise<ReadonlyMap<LogId, Head>>;
  /** Runs of each log after a sequence number, up to its head and up to `maxBytes` in all. */
  page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Run[]>;
  /**
   * Checks a log against its author's signatures, from its beginning, and moves the head to where
   * it stops being what was signed: the disk has changed something, and it must be fetched again.
   * Returns the head.
   */
  mend(crypto: LogCrypto, group: GroupId, log: LogId): Promise<Head>;
  /** The hash of an entry up to the head of its log; null where there is none. */
  hashAt(group: GroupId, log: LogId, seq: number): Promise<Hash | null>;
  /** Keeps what contradicts a log as evidence; one contradiction a log is enough. */
  keepFork(group: GroupId, log: LogId, evidence: Run): Promise<void>;
  /** What contradicts a log, if anything does that can still be read. */
  evidence(group: GroupId, log: LogId): Promise<Run | null>;
  /** Logs that are known to contradict themselves. */
  forks(group: GroupId): Promise<readonly LogId[]>;
  /** The newest entries of a class that sort before `before`, in display order. */
  newest(
    group: GroupId,
    of: EntryClass,
    limit: number,
    before: Ordered | null,
  ): Promise<readonly Entry[]>;
  /** The oldest entries of a class that sort after `after`, in display order. */
  oldest(
    group: GroupId,
    of: EntryClass,
    limit: number,
    after: Ordered | null,
  ): Promise<readonly Entry[]>;
  /** Those of these entries that are here, in any order. */
  entries(group: GroupId, ids: readonly EntryId[]): Promise<readonly Entry[]>;
  /**
   * What counts of the changes of these entries, in any order: of each one's author the newest edit
   * and the newest deletion, and of those who reacted, as many as {@link MAX_REACTORS}, the newest
   * reactions. What is ahead of `latest` (see `isAhead`) is passed over. Not all that there is to
   * change need be here.
   */
  changes(group: GroupId, ids: readonly EntryId[], latest: number): Promise<readonly Entry[]>;
  /** The newest edits of an entry by its author, the newest first; none that is ahead of `latest`. */
  edits(group: GroupId, id: EntryId, latest: number, limit: number): Promise<readonly Entry[]>;
  /** What is known of who holds our own logs. */
  watermarks(group: GroupId): Promise<readonly Watermark[]>;
  /** Keeps these in place of what was known of the same members and logs. */
  keepWatermarks(group: GroupId, watermarks: readonly Watermark[]): Promise<void>;
  /**
   * The first lines of each of these logs after a sequence number, not before the moment `since`: at
   * most `limit` in all, but of each log the first.
   */
  lines(
    group: GroupId,
    after: readonly Seen[],
    since: number,
    limit: number,
  ): Promise<readonly Line[]>;
  /** How far each log was seen here. */
  seen(group: GroupId): Promise<readonly Seen[]>;
  /** Keeps these in place of what was known of the same logs. */
  keepSeen(group: GroupId, seen: readonly Seen[]): Promise<void>;
  close(): Promise<void>;
}
