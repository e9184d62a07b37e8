declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Ed25519 public key of a profile, 64 lower-case hex digits. The key *is* the peer; a name is a label. */
export type PeerId = Brand<string, 'PeerId'>;

/**
 * 32 lower-case hex digits: what entries and stores carry. That of an open group follows from its
 * name; that of a locked one from its name and first secret, and stays when the secret is changed.
 */
export type GroupId = Brand<string, 'GroupId'>;

/**
 * 16 lower-case hex digits (8 random bytes), minted at every start of a peer.
 *
 * Why: a profile restored from a backup would otherwise reuse (author, seq) for different content,
 * and no peer could ever tell which one is meant.
 */
export type Epoch = Brand<string, 'Epoch'>;

/** `author.epoch`: one author's log since one start. */
export type LogId = Brand<string, 'LogId'>;

/** `author.epoch.seq`: one entry, everywhere and for ever. */
export type EntryId = Brand<string, 'EntryId'>;

/**
 * 64 lower-case hex digits: what the secret of a locked group opens its links with. As secret as the
 * secret itself, and never on the wire.
 */
export type GroupKey = Brand<string, 'GroupKey'>;

/** 64 lower-case hex digits: an entry together with everything before it in its log. */
export type Hash = Brand<string, 'Hash'>;

/** 128 lower-case hex digits: an Ed25519 signature. */
export type Signature = Brand<string, 'Signature'>;

const HEX_128 = /^[0-9a-f]{128}$/;
const HEX_64 = /^[0-9a-f]{64}$/;
const HEX_32 = /^[0-9a-f]{32}$/;
const HEX_16 = /^[0-9a-f]{16}$/;
const MAX_SEQ = Number.MAX_SAFE_INTEGER;

export function isPeerId(value: unknown): value is PeerId {
  return typeof value === 'string' && HEX_64.test(value);
}

export function isHash(value: unknown): value is Hash {
  return typeof value === 'string' && HEX_64.test(value);
}

export function isSignature(value: unknown): value is Signature {
  return typeof value === 'string' && HEX_128.test(value);
}

export function isGroupId(value: unknown): value is GroupId {
  return typeof value === 'string' && HEX_32.test(value);
}

export function isEpoch(value: unknown): value is Epoch {
  return typeof value === 'string' && HEX_16.test(value);
}

export function isLogId(value: unknown): value is LogId {
  if (typeof value !== 'string') return false;
  const [author, epoch, ...rest] = value.split('.');
  return rest.length === 0 && isPeerId(author) && isEpoch(epoch);
}

export function isEntryId(value: unknown): value is EntryId {
  if (typeof value !== 'string') return false;
  const dot = value.lastIndexOf('.');
  const seq = value.slice(dot + 1);
  return isLogId(value.slice(0, dot)) && /^[1-9]\d{0,15}$/.test(seq) && Number(seq) <= MAX_SEQ;
}

export function logId(author: PeerId, epoch: Epoch): LogId {
  return `${author}.${epoch}` as LogId;
}

/** The two halves of a log id that was checked or made here. */
export function splitLogId(log: LogId): { readonly author: PeerId; readonly epoch: Epoch } {
  const dot = log.indexOf('.');
  return { author: log.slice(0, dot) as PeerId, epoch: log.slice(dot + 1) as Epoch };
}

export function entryId(log: LogId, seq: number): EntryId {
  return `${log}.${seq}` as EntryId;
}

/** The log and the place in it that an entry's id names. */
export function splitEntryId(id: EntryId): readonly [log: LogId, seq: number] {
  const dot = id.lastIndexOf('.');
  return [id.slice(0, dot) as LogId, Number(id.slice(dot + 1))];
}
