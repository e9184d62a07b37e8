import { type Address, isHost, parsePort, parseSeeds } from './address.ts';
import { err, ok, type Result } from './result.ts';
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
export type JoinProblem = { readonly field: keyof JoinForm | null; readonly message: string };

/** An address of this computer that the person may choose to listen on. */
export type NetworkCard = { readonly name: string; readonly address: string };

/** What the join screen starts with. */
export type JoinDefaults = {
  /** What was entered last, with a port that is free now. */
  readonly form: JoinForm;
  /** Why joining from the command line did not work: to be shown as if *Join* had been pressed. */
  readonly problems: readonly JoinProblem[];
  readonly cards: readonly NetworkCard[];
};

/** What a peer needs in order to join; `group: null` takes the group of the first seed that answers. */
export type JoinRequest = {
  readonly name: string;
  readonly port: number;
  readonly host: string | null;
  readonly seeds: readonly Address[];
  readonly group: string | null;
};

/** Said wherever a secret is offered, until links are sealed and a locked group means something. */
export const SECRET_UNSUPPORTED =
  'Locked groups are not available yet, so a secret would protect nothing. Leave it empty.';

/** Checks every field and names everything that is wrong, so that nothing is dialled by mistake. */
export function parseJoinForm(form: JoinForm): Result<JoinRequest, readonly JoinProblem[]> {
  const name = parseName(form.name);
  const port = parsePort(form.port);
  const seeds = parseSeeds(form.seeds);
  const group = form.group.trim() === '' ? ok(null) : parseGroup(form.group);
  const host = form.host.trim();
  const problems: JoinProblem[] = [];
  if (!name.ok) problems.push({ field: 'name', message: name.error.message });
  if (!port.ok) problems.push({ field: 'port', message: port.error.message });
  if (!seeds.ok) {
    const message = seeds.error.map((failure) => failure.message).join(' ');
    problems.push({ field: 'seeds', message });
  }
  if (host !== '' && !isHost(host)) {
    problems.push({ field: 'host', message: `“${host}” is not an address of this computer.` });
  }
  if (!group.ok) problems.push({ field: 'group', message: group.error.message });
  if (form.secret !== '') problems.push({ field: 'secret', message: SECRET_UNSUPPORTED });
  if (!name.ok || !port.ok || !seeds.ok || !group.ok || problems.length > 0) return err(problems);
  return ok({
    name: name.value,
    port: port.value,
    host: host === '' ? null : host,
    seeds: seeds.value,
    group: group.value,
  });
}
