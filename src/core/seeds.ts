import { type Address, formatAddress, parseAddress } from './address.ts';
import { type Invite, looksLikeInvite, parseInvite, sameGroup } from './invite.ts';
import { err, type Failure, ok, type Result } from './result.ts';

/** More seeds than anybody types; bounds what a pasted file can make a peer dial. */
export const MAX_SEEDS = 64;

/** Whom to dial first, and the invite link among them, if there was one. */
export type Seeds = {
  /** All of them in order, those of the link included; repeats are folded. */
  readonly addresses: readonly Address[];
  readonly invite: Invite | null;
};

/**
 * Reads the *Seed peers* field: addresses and invite links, separated by commas, spaces or lines.
 * Several links must lead into one group; what they add are addresses.
 */
export function parseSeeds(raw: string): Result<Seeds, readonly Failure[]> {
  const words = raw.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > MAX_SEEDS) {
    const message = `That is ${words.length} seed peers; give at most ${MAX_SEEDS}.`;
    const params = { count: words.length, limit: MAX_SEEDS };
    return err([{ code: 'seeds-too-many', message, params }]);
  }
  const failures: Failure[] = [];
  const addresses = new Map<string, Address>();
  let invite: Invite | null = null;
  for (const word of new Set(words)) {
    const read = looksLikeInvite(word) ? parseInvite(word) : parseAddress(word);
    if (!read.ok) {
      failures.push(read.error);
    } else if ('group' in read.value) {
      if (invite !== null && !sameGroup(invite, read.value)) failures.push(disagreement());
      invite ??= read.value;
      for (const address of read.value.addresses) addresses.set(formatAddress(address), address);
    } else {
      addresses.set(formatAddress(read.value), read.value);
    }
  }
  if (failures.length > 0) return err(failures);
  return ok({ addresses: [...addresses.values()].slice(0, MAX_SEEDS), invite });
}

function disagreement(): Failure {
  const message = 'These invite links are for different groups or secrets. Keep the newest one.';
  return { code: 'invites-differ', message };
}
