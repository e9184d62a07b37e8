import { type Address, isHost, parsePort } from './address.ts';
import type { GroupId, PeerId } from './ids.ts';
import type { Invite } from './invite.ts';
import { err, type Failure, ok, type Result } from './result.ts';
import { normaliseSecret, parseSecret, type RandomBytes } from './secret.ts';
import { parseSeeds } from './seeds.ts';
import { parseGroup, parseName } from './text.ts';

/** What the join screen holds, as typed. `host` is empty for all addresses. */
export type JoinForm = {
  readonly name: string;
  readonly port: string;
  readonly seeds: string;
  readonly host: string;
  readonly group: string;
  readonly secret: string;
};

/**
 * One thing wrong with joining, and the field beside which it is said. Null where no field is to
 * blame, so that nobody is sent to correct a port because a disk is full.
 */
export type JoinProblem = Failure & { readonly field: keyof JoinForm | null };

/** An address of this computer that the person may choose to listen on. */
export type NetworkCard = { readonly name: string; readonly address: string };

/** What the join screen starts with. */
export type JoinDefaults = {
  /** What was entered last, with a port that is free now. */
  readonly form: JoinForm;
  /** Why joining from the command line did not work: to be shown as if *Join* had been pressed. */
  readonly problems: readonly JoinProblem[];
  readonly cards: readonly NetworkCard[];
  /** What those whom this profile knows are called here, for an invite link, which has only a key. */
  readonly names: Readonly<Record<PeerId, string>>;
};

/** What a peer needs in order to join; `group: null` takes the group of the first seed that answers. */
export type JoinRequest = {
  readonly name: string;
  readonly port: number;
  readonly host: string | null;
  readonly seeds: readonly Address[];
  readonly group: string | null;
  /** Null joins an open group. With `group: null` it is tried on the group of a seed that answers. */
  readonly secret: string | null;
  /** Which locked group, by an invite link; null where only its name and secret are known. */
  readonly room: GroupId | null;
  /** Who is to be found at the seeds, by an invite link. */
  readonly invitedBy: PeerId | null;
};

/** The part of a request that says which group is meant. */
export type Destination = Pick<JoinRequest, 'group' | 'secret' | 'room' | 'invitedBy'>;

/**
 * Checks every field and names everything that is wrong, so that nothing is dialled by mistake.
 * `randomBytes` draws the words that are offered in place of a weak secret.
 */
export function parseJoinForm(
  form: JoinForm,
  randomBytes: RandomBytes,
): Result<JoinRequest, readonly JoinProblem[]> {
  const name = parseName(form.name);
  const port = parsePort(form.port);
  const seeds = parseSeeds(form.seeds);
  const host = form.host.trim();
  const problems: JoinProblem[] = [];
  if (!name.ok) problems.push({ field: 'name', ...name.error });
  if (!port.ok) problems.push({ field: 'port', ...port.error });
  if (!seeds.ok) {
    problems.push(...seeds.error.map((failure) => ({ field: 'seeds' as const, ...failure })));
  }
  if (host !== '' && !isHost(host)) {
    const message = `“${host}” is not an address of this computer.`;
    problems.push({ field: 'host', code: 'host-not-of-here', message, params: { host } });
  }
  const invite = seeds.ok ? seeds.value.invite : null;
  const destination = parseDestination(form.group, form.secret, invite, randomBytes);
  if (!destination.ok) problems.push(...destination.error);
  if (!name.ok || !port.ok || !seeds.ok || !destination.ok || problems.length > 0) {
    return err(problems);
  }
  return ok({
    name: name.value,
    port: port.value,
    host: host === '' ? null : host,
    seeds: seeds.value.addresses,
    ...destination.value,
  });
}

/**
 * Which group is meant by what was typed, either of it blank perhaps, and by an invite link. What is
 * typed beside a link must be what the link says: nobody is to guess which of the two holds.
 */
export function parseDestination(
  typedGroup: string,
  typedSecret: string,
  invite: Invite | null,
  randomBytes: RandomBytes,
): Result<Destination, readonly JoinProblem[]> {
  const group = typedGroup.trim() === '' ? ok(null) : parseGroup(typedGroup);
  const problems: JoinProblem[] = [];
  if (!group.ok) problems.push({ field: 'group', ...group.error });
  if (invite !== null) {
    if (group.ok && group.value !== null && group.value !== invite.group) {
      const message = `The invite link is for “${invite.group}”. Leave the group empty, or take the link out.`;
      const params = { group: invite.group };
      problems.push({ field: 'group', code: 'invite-other-group', message, params });
    }
    const typed = normaliseSecret(typedSecret);
    if (typed !== '' && typed !== invite.secret) {
      const message = 'The invite link says all that is needed. Leave the secret empty.';
      problems.push({ field: 'secret', code: 'invite-and-secret', message });
    }
    const { secret, room, invitedBy } = invite;
    return problems.length > 0
      ? err(problems)
      : ok({ group: invite.group, secret, room, invitedBy });
  }
  const secret = typedSecret.trim() === '' ? ok(null) : parseSecret(typedSecret, randomBytes);
  if (!secret.ok) problems.push({ field: 'secret', ...secret.error });
  if (!group.ok || !secret.ok) return err(problems);
  return ok({ group: group.value, secret: secret.value, room: null, invitedBy: null });
}
