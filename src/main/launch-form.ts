import { formatAddress } from '../core/address.ts';
import { formatInvite } from '../core/invite.ts';
import type { JoinForm } from '../core/join-form.ts';
import type { Launch } from '../host/secret-file.ts';

/** The options that say something about the join form. */
export type LaunchEntries = Pick<
  Launch,
  'port' | 'name' | 'seeds' | 'invite' | 'host' | 'group' | 'secret'
>;

/** Whether the command line says enough to join without asking anybody. */
export function joinsAtOnce({ port, name }: LaunchEntries): boolean {
  return port !== null && name !== null;
}

/**
 * What the command line says goes before what was entered last, each option in its own field.
 *
 * One that joins at once is the whole truth: a seed or group from last week, unseen by whoever typed
 * the line, would take them into another group than the line says.
 */
export function withLaunch(form: JoinForm, launch: LaunchEntries): JoinForm {
  const { port, name, host, group, secret } = launch;
  const seeds = seedsOf(launch);
  // A link says all about the group: what was entered of another one is not meant.
  const here = launch.invite === null ? form : { ...form, group: '', secret: '' };
  const last = joinsAtOnce(launch) ? { ...form, seeds: '', host: '', group: '', secret: '' } : here;
  return {
    ...last,
    name: name ?? last.name,
    port: port === null ? last.port : String(port),
    seeds: seeds === '' ? last.seeds : seeds,
    host: host ?? last.host,
    group: group ?? last.group,
    secret: secret ?? last.secret,
  };
}

/** As somebody would have pasted them: the link, and the addresses that are not in it. */
function seedsOf({ seeds, invite }: LaunchEntries): string {
  const linked = new Set(invite?.addresses.map(formatAddress));
  const others = seeds.map(formatAddress).filter((address) => !linked.has(address));
  return (invite === null ? others : [formatInvite(invite), ...others]).join('\n');
}
