import { MAX_REPORTED, MAX_STATED } from '../../src/core/chart.ts';
import { KEPT_FOR_FAMILIAR, MAX_IN_ALL, MAX_PENDING } from '../../src/peer/gate.ts';
import { bytesOf, countOf, join, leave, links, quiet, said, type Traffic } from './mesh.ts';

/** What a full mesh costs on paper, were there no bounds, and which bound breaks first. */

const PEERS = [8, 32, 100, 1_000, 10_000] as const;

/** As in the other benchmarks. */
const TEXT_BYTES = 200;
/** Messages a second in the whole group: as much as people can follow, however many they are. */
const SAID_PER_SECOND = 1;
/** Everybody comes once and goes once in so long: a working day. */
const STAY_S = 8 * 3_600;

/** CPU of one end of a Noise handshake and all that comes with it: 1.5 ms a link, measured. */
const HANDSHAKE_MS = 0.75;
/** CPU of one end for a message on its whole way, stored and shown (docs/performance/messages.md). */
const MESSAGE_US = 40;
/** Of checking a statement's signature (docs/protocol.md, log). */
const VERIFY_US = 60;
/** Of a link end: what was to be reached (docs/performance.md, forming). */
const LINK_END_KB = 20;
/** Of one id in a statement that is held: a Set of parsed strings in V8, measured with 400 times 399. */
const STATED_ID_BYTES = 106;

/** What one of n peers bears, on average. */
type Burden = {
  readonly links: number;
  /** Of all, for its coming. */
  readonly handshakesMs: number;
  readonly linksMB: number;
  readonly mapMB: number;
  /** What it sends while nobody speaks, comes or goes. */
  readonly quietPerSecond: number;
  readonly quietKBs: number;
  /** What all send for one message, and of that `have`. */
  readonly saidMessages: number;
  readonly saidKB: number;
  readonly haveShare: number;
  /** What who speaks has to send for it. */
  readonly authorKB: number;
  /** What all send for one who comes. */
  readonly joinMB: number;
  /** What it sends with everything: silence, one message a second, coming and going. */
  readonly sentKBs: number;
  /** Share of one core for it. */
  readonly cpuPercent: number;
};

function burden(n: number): Burden {
  const perSecond = (of: (traffic: Traffic) => number): number =>
    of(quiet(n)) +
    SAID_PER_SECOND * of(said(n, TEXT_BYTES)) +
    ((of(join(n)) + of(leave(n))) * n) / STAY_S;
  const each = said(n, TEXT_BYTES);
  // Both ends: what is sent is received. Who comes and who goes is a statement of each, checked by all.
  const messageUs = 2 * MESSAGE_US * (perSecond(countOf) / n);
  const verifyUs = (VERIFY_US * 2 * (n - 1) * n) / STAY_S;
  return {
    links: n - 1,
    handshakesMs: (n - 1) * HANDSHAKE_MS,
    linksMB: ((n - 1) * LINK_END_KB) / 1_000,
    mapMB: (n * (n - 1) * STATED_ID_BYTES) / 1e6,
    quietPerSecond: countOf(quiet(n)) / n,
    quietKBs: bytesOf(quiet(n)) / n / 1_000,
    saidMessages: countOf(each),
    saidKB: bytesOf(each) / 1_000,
    haveShare: (each['have']?.bytes ?? 0) / bytesOf(each),
    authorKB: (each['entries']?.bytes ?? 0) / 1_000,
    joinMB: bytesOf(join(n)) / 1e6,
    sentKBs: perSecond(bytesOf) / n / 1_000,
    cpuPercent: (messageUs + verifyUs) / 1e4,
  };
}

const ROWS: readonly (readonly [title: string, of: (n: number) => number])[] = [
  ['links in all', links],
  ['link ends a peer', (n) => burden(n).links],
  ['handshakes of who comes, ms of CPU', (n) => burden(n).handshakesMs],
  ['memory of its link ends, MB', (n) => burden(n).linksMB],
  ['memory of the map of all links, MB', (n) => burden(n).mapMB],
  ['silence: messages a second and peer', (n) => burden(n).quietPerSecond],
  ['silence: kB/s a peer', (n) => burden(n).quietKBs],
  ['a chat message: its author sends, kB', (n) => burden(n).authorKB],
  ['a chat message: messages of all', (n) => burden(n).saidMessages],
  ['a chat message: kB of all', (n) => burden(n).saidKB],
  ['of that `have`, %', (n) => 100 * burden(n).haveShare],
  ['somebody comes: MB of all', (n) => burden(n).joinMB],
  ['a day: kB/s a peer', (n) => burden(n).sentKBs],
  ['a day: CPU a peer, % of a core', (n) => burden(n).cpuPercent],
];

/** What a peer may take of an ordinary computer and its network, and what the protocol has places for. */
const BOUNDS: readonly (readonly [title: string, most: number, of: (n: number) => number])[] = [
  [
    'places for those who come for the first time',
    MAX_IN_ALL - KEPT_FOR_FAMILIAR - MAX_PENDING,
    (n) => n - 1,
  ],
  ['places for everybody', MAX_IN_ALL - MAX_PENDING, (n) => n - 1],
  ['links in a statement', MAX_STATED, (n) => n - 1],
  ['a day: 128 kB/s, a slow upload', 128, (n) => burden(n).sentKBs],
  ['people whose statements are kept', MAX_REPORTED, (n) => n - 1],
  ['a day: 5% of a core', 5, (n) => burden(n).cpuPercent],
  ['memory of links and map: 100 MB', 100, (n) => burden(n).linksMB + burden(n).mapMB],
  ['open files: 1,024, where nobody has raised it', 1_024, (n) => n - 1],
];

/** The fewest peers that go beyond a bound. `of` must grow with n. */
export function breaksAt(most: number, of: (n: number) => number): number {
  let [low, high] = [1, 2];
  while (of(high) <= most) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (of(middle) > most) high = middle;
    else low = middle;
  }
  return high;
}

/** Both tables as Markdown: for docs/performance/scale.md and for whoever runs the benchmark. */
export function paperTables(): string {
  const breaking = BOUNDS.map(([title, most, of]) => [title, breaksAt(most, of)] as const);
  return [
    `| peers | ${PEERS.map(inWords).join(' | ')} |`,
    `|---|${PEERS.map(() => '---:').join('|')}|`,
    ...ROWS.map(([title, of]) => `| ${title} | ${PEERS.map((n) => inWords(of(n))).join(' | ')} |`),
    '',
    '| bound | breaks at, peers |',
    '|---|---:|',
    ...breaking
      .sort(([, a], [, b]) => a - b)
      .map(([title, peers]) => `| ${title} | ${inWords(peers)} |`),
  ].join('\n');
}

/** Three digits, but peers whole. */
function inWords(value: number): string {
  const shown = Number.isInteger(value) ? value : Number(value.toPrecision(3));
  return shown.toLocaleString('en', { maximumFractionDigits: 3 });
}
