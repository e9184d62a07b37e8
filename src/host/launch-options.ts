import { parseArgs } from 'node:util';
import { type Address, isHost, parsePort } from '../core/address.ts';
import { type Invite, looksLikeInvite } from '../core/invite.ts';
import { err, ok, type Result } from '../core/result.ts';
import { parseSeeds } from '../core/seeds.ts';
import { parseGroup, parseName } from '../core/text.ts';

/** What the command line said; null where it said nothing. */
export type LaunchOptions = {
  readonly port: number | null;
  readonly name: string | null;
  readonly seeds: readonly Address[];
  /** Its addresses are among the seeds. */
  readonly invite: Invite | null;
  readonly host: string | null;
  readonly group: string | null;
  readonly secretFile: string | null;
  readonly dataDir: string | null;
  readonly listen: boolean;
  readonly mesh: boolean;
  readonly maxPerAddress: number | null;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
};

export const HELP = `Parley: group chat with no server.

  npm start    -- [PORT] [NAME] [HOST:PORT|LINK ...] [options]   the window
  npm run peer -- [PORT] [NAME] [HOST:PORT|LINK ...] [options]   the terminal

  --port N           TCP port to listen on (0: any free one)
  --name NAME        display name
  --peer HOST:PORT   a seed, or an invite link (parley://join#...); repeatable
  --host ADDRESS     address to listen on (default: all)
  --group NAME       group (default: the first seed's, else "lobby")
  --secret-file F    file that holds the group's secret, or an invite link
  --data-dir DIR     profile: identity, history, settings
  --no-listen        dial only: accept nobody, be a full member through others
  --no-mesh          talk to the given seeds only, learn no other addresses
  --max-per-address N  connections from one address (default: 8; from this computer any)
  --json             terminal only: events as JSON, one a line, on stdout
  --help, --version

In the terminal a line is a message, /me WAVES says what you do. /peers lists people,
/connect HOST:PORT dials, /invite shows a link for others to join by, /new-secret locks out
whoever lacks the next one, /quit or Ctrl+D leaves, /help shows this, //text says /text.
/who NAME shows numbers and words to compare with somebody; /verify, /mute, /block NAME (and
/unverify, /unmute, /unblock) decide about them, /nick NAME = OTHER calls them otherwise,
here only. /nick NAME changes your own name, /status TEXT says how you are.
`;

/** Said of `--no-listen` without anybody to dial. */
export const UNREACHABLE = 'With --no-listen nobody can reach you: name at least one seed peer.';

const OPTIONS = {
  port: { type: 'string' },
  name: { type: 'string' },
  peer: { type: 'string', multiple: true },
  host: { type: 'string' },
  group: { type: 'string' },
  'secret-file': { type: 'string' },
  'data-dir': { type: 'string' },
  'no-listen': { type: 'boolean' },
  'no-mesh': { type: 'boolean' },
  'max-per-address': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** A first word that begins with a digit and is no address is meant as a port, well typed or not. */
const PORT_LIKE = /^\d[^.:]*$/;
/** What ends like `:80` is meant as a seed, so a mistyped one must not become somebody's name. */
const SEED_LIKE = /:\d*$/;
/** Neither dot nor colon: not even the beginning of an address. */
const NAME_LIKE = /^[^.:]+$/;

/** Reads the command line of window and terminal; the error is one sentence. */
export function parseLaunchOptions(argv: readonly string[]): Result<LaunchOptions, string> {
  try {
    return ok(interpret(argv));
  } catch (error) {
    if (error instanceof UsageError) return err(error.message);
    // Node's own refusals: ERR_PARSE_ARGS_UNKNOWN_OPTION and its like, a sentence each.
    if (error instanceof TypeError) return err(firstSentence(error.message));
    throw error;
  }
}

class UsageError extends Error {}

function interpret(argv: readonly string[]): LaunchOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const { port, name, rest } = takeWords(positionals, values);
  const seeds = parseSeeds([...rest, ...(values.peer ?? [])].join('\n'));
  if (!seeds.ok) throw new UsageError(seeds.error.map(({ message }) => message).join(' '));
  if (values.host !== undefined && !isHost(values.host)) {
    throw new UsageError(`“${values.host}” is not an address to listen on.`);
  }
  const options: LaunchOptions = {
    port: port === undefined ? null : unwrap(parsePort(port)),
    name: name === undefined ? null : unwrap(parseName(name)),
    seeds: seeds.value.addresses,
    invite: seeds.value.invite,
    host: values.host ?? null,
    group: values.group === undefined ? null : unwrap(parseGroup(values.group)),
    secretFile: values['secret-file'] ?? null,
    dataDir: values['data-dir'] ?? null,
    listen: values['no-listen'] !== true,
    mesh: values['no-mesh'] !== true,
    maxPerAddress: parseMaxPerAddress(values['max-per-address']),
    json: values.json === true,
    help: values.help === true,
    version: values.version === true,
  };
  // A secret file may hold an invite link, and so the seeds.
  const mayHaveSeeds = options.seeds.length > 0 || options.secretFile !== null;
  if (!options.listen && !mayHaveSeeds && !options.help && !options.version) {
    throw new UsageError(UNREACHABLE);
  }
  return options;
}

/** From 1 to as many connections as there may be at all (docs/protocol.md, bounds). */
function parseMaxPerAddress(text: string | undefined): number | null {
  if (text === undefined) return null;
  const most = Number(text);
  if (!/^\d{1,3}$/.test(text) || most < 1 || most > 256) {
    throw new UsageError(`--max-per-address takes a number from 1 to 256, not “${text}”.`);
  }
  return most;
}

type Words = {
  readonly port: string | undefined;
  readonly name: string | undefined;
  readonly rest: readonly string[];
};

/** Tells port and name from seeds among the words that stand alone. */
function takeWords(
  positionals: readonly string[],
  values: { readonly port?: string; readonly name?: string },
): Words {
  const rest = [...positionals];
  const first = rest[0] ?? '';
  const takesPort = values.port === undefined && PORT_LIKE.test(first);
  const port = takesPort ? rest.shift() : values.port;
  const takesName = values.name === undefined && rest[0] !== undefined && !isSeedLike(rest[0]);
  const name = takesName ? rest.shift() : values.name;
  // What is left should be seeds. A word that cannot be one is a second port or name, and to call it
  // a wrong address would send people looking in the wrong place.
  const left = rest[0] !== undefined && NAME_LIKE.test(rest[0]);
  if (left && values.port !== undefined && PORT_LIKE.test(first)) {
    throw new UsageError('The port is given twice.');
  }
  if (left && values.name !== undefined) throw new UsageError('The name is given twice.');
  return { port, name, rest };
}

function isSeedLike(word: string): boolean {
  return SEED_LIKE.test(word) || looksLikeInvite(word);
}

function unwrap<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new UsageError(result.error.message);
  return result.value;
}

function firstSentence(text: string): string {
  const [first = ''] = text.split(/\.\s|\.?(?:\n|$)/);
  return `${first}.`;
}
