import { type Address, formatAddress, parseAddress } from './address.ts';
import { fromBase64Url, fromHex, toBase64Url, toHex } from './bytes.ts';
import { type GroupId, isGroupId, isPeerId, type PeerId } from './ids.ts';
import { err, type Failure, ok, type Result } from './result.ts';
import { isSecret } from './secret.ts';
import { parseGroup } from './text.ts';

/** All that somebody needs to join, in one link. */
export type Invite = {
  readonly group: string;
  /** Null for an open group. */
  readonly secret: string | null;
  /** Id of a locked group, which its secret may have outlived; null for an open one. */
  readonly room: GroupId | null;
  /** Where members can be dialled, the inviter first. */
  readonly addresses: readonly Address[];
  /** Who made the link: the key that proves them when they answer. */
  readonly invitedBy: PeerId;
};

/** Longest link, in characters: the longest name and secret fit, and a code to scan holds it. */
export const MAX_INVITE_CHARACTERS = 2_048;
/** Addresses in a link: the inviter's cards, and a few neighbours for when the inviter sleeps. */
export const MAX_INVITE_ADDRESSES = 8;

const HEAD = 'parley://join#';
// Browsers and mail programs write `parley://join/#` and capitals.
const LINK = /^parley:\/\/join\/?#(.*)$/i;
/** Neither `&` nor anything else that a shell or the list of seeds would take for its own. */
const BETWEEN = '/';

const BROKEN: Failure = {
  code: 'invite-broken',
  message: 'This invite link is damaged. Copy it again, from the first letter to the last.',
};

/** Whether a word is meant as an invite link, well written or not. */
export function looksLikeInvite(word: string): boolean {
  return /^parley:/i.test(word.trim());
}

/**
 * `parley://join#g=NAME/k=KEY/s=SECRET/r=ROOM/a=HOST:PORT/a=...`. After the `#`, so that a program
 * which takes it for the address of a page sends none of it anywhere.
 */
export function formatInvite(invite: Invite): string {
  const { group, secret, room, addresses, invitedBy } = invite;
  const fields = [`g=${encode(group)}`, `k=${toBase64Url(fromHex(invitedBy))}`];
  if (secret !== null) fields.push(`s=${encode(secret)}`);
  if (room !== null) fields.push(`r=${toBase64Url(fromHex(room))}`);
  let link = HEAD + fields.join(BETWEEN);
  for (const address of addresses.slice(0, MAX_INVITE_ADDRESSES)) {
    const longer = `${link}${BETWEEN}a=${encode(formatAddress(address))}`;
    if (longer.length <= MAX_INVITE_CHARACTERS) link = longer;
  }
  return link;
}

/** Reads a link from anywhere: a page, a chat, a camera. Fields that are not known are passed over. */
export function parseInvite(text: string): Result<Invite, Failure> {
  const link = text.trim();
  const [, fragment] = LINK.exec(link) ?? [];
  if (fragment === undefined || link.length > MAX_INVITE_CHARACTERS) return err(BROKEN);
  const fields = readFields(fragment);
  const invite = fields === null ? null : toInvite(fields);
  return invite === null ? err(BROKEN) : ok(invite);
}

/** Whether two links lead into the same group by the same secret. */
export function sameGroup(a: Invite, b: Invite): boolean {
  return a.group === b.group && a.secret === b.secret && a.room === b.room;
}

type Fields = ReadonlyMap<string, readonly string[]>;

/** The values of each field in their order; null where something is not written as it must be. */
function readFields(fragment: string): Fields | null {
  const fields = new Map<string, string[]>();
  for (const field of fragment.split(BETWEEN)) {
    const [, key = '', written = ''] = /^([a-z]+)=(.*)$/.exec(field) ?? [];
    const value = decode(written);
    if (key === '' || value === null) return null;
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  return fields;
}

function toInvite(fields: Fields): Invite | null {
  const [group, ...groups] = fields.get('g') ?? [];
  const [key, ...keys] = fields.get('k') ?? [];
  const [secret = null, ...secrets] = fields.get('s') ?? [];
  const [room = null, ...rooms] = fields.get('r') ?? [];
  const addresses = (fields.get('a') ?? []).slice(0, MAX_INVITE_ADDRESSES).map(parseAddress);
  if (groups.length + keys.length + secrets.length + rooms.length > 0) return null;
  const invitedBy = hexOf(key);
  const id = room === null ? null : (hexOf(room) ?? '');
  if (group === undefined || !isGroupName(group) || !isPeerId(invitedBy)) return null;
  if (secret !== null && !isSecret(secret)) return null;
  if (id !== null && (secret === null || !isGroupId(id))) return null;
  const readable = addresses.flatMap((address) => (address.ok ? [address.value] : []));
  if (readable.length < addresses.length) return null;
  return { group, secret, room: id, addresses: readable, invitedBy };
}

/** Null where it is not base64url. */
function hexOf(text: string | undefined): string | null {
  const bytes = text === undefined ? null : fromBase64Url(text);
  return bytes === null ? null : toHex(bytes);
}

function isGroupName(text: string): boolean {
  const group = parseGroup(text);
  return group.ok && group.value === text;
}

/** Percent-encoded, with `+` for a space; `:` stays readable. Safe unquoted in any shell. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%3A', ':');
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null; // half an escape, or no UTF-8
  }
}
