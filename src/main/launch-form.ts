import { formatAddress } from '../core/address.ts';
import type { JoinForm } from '../core/join-form.ts';
import type { LaunchOptions } from '../host/launch-options.ts';

/** The options that say something about the join form. */
export type LaunchEntries = Pick<LaunchOptions, 'port' | 'name' | 'seeds' | 'host' | 'group'>;

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
  const { port, name, seeds, host, group } = launch;
  const last = joinsAtOnce(launch) ? { ...form, seeds: '', host: '', group: '' } : form;
  return {
    ...last,
    name: name ?? last.name,
    port: port === null ? last.port : String(port),
    seeds: seeds.length > 0 ? seeds.map(formatAddress).join('\n') : last.seeds,
    host: host ?? last.host,
    group: group ?? last.group,
  };
}
