import type { Benchmark, Contender, Metric, Trial, Volume } from '../harness/benchmark.ts';
import type { HourParams } from './contenders/hour.ts';
import type { RemoteParams } from './contenders/remote.ts';
import { type ScrollParams, SPEEDS } from './contenders/scroll.ts';
import type { StartParams } from './contenders/start.ts';
import type { TypingParams } from './contenders/typing.ts';

const HISTORY = 100_000;

/** Two frames of a 60 Hz screen, ms. */
const TWO_FRAMES_MS = 33;
const SLOW_FRAME_MS = 50;

const HOUR_PER_SECOND = 10;
/** As fast as one link may speak for long, and some air. */
const SHORTENED_PER_SECOND = 1_500;
/** What measurements of the same differ by. */
const FLAT = 1.1;

const EMPTY = 'empty Electron window';
const PARLEY = 'Parley';

const USABLE: Metric = { key: 'usable', title: 'usable after', unit: 'ms', better: 'lower' };
const MEMORY: Metric = { key: 'memory', title: 'memory', unit: 'MB', better: 'lower' };

export function windowBenchmark({ long }: Volume): Benchmark {
  return {
    name: 'window',
    title: 'The window',
    about: ABOUT,
    trials: [
      start('start-new', 'First start, with nothing stored', { messages: 0, again: false }),
      start('start-history', `Start with ${HISTORY.toLocaleString('en')} messages`, {
        messages: HISTORY,
        again: true,
      }),
      remote(),
      scrolling(),
      typing(),
      hour(long),
    ],
  };
}

const ABOUT = `The built program on a real Electron, beside an empty window (one \`BrowserWindow\` with a blank
page) on the same runtime, with the same switches and the same probe. *Usable* is the second frame after the join screen's
first field, or the newest message and the box to write in, are there and take the focus, counted from starting the process.
*Memory* is the proportional set size of all processes; during the hour, which is played in half a minute, what they
hold: garbage is collected in the main process and in the page of both before they are weighed.`;

function start(id: string, title: string, params: Omit<StartParams, 'parley'>): Trial {
  const contender = (name: string, parley: boolean): Contender => ({
    name,
    module: new URL('./contenders/start.ts', import.meta.url),
    params: { ...params, parley } satisfies StartParams,
  });
  const lead = params.messages > 0 ? `with ${params.messages} messages` : 'with none';
  return {
    id,
    title,
    metrics: [USABLE, MEMORY],
    contenders: [contender(EMPTY, false), contender(PARLEY, true)],
    reach: [
      {
        contender: PARLEY,
        metric: 'usable',
        against: EMPTY,
        atMost: 1.5,
        what: `usable ${lead} within 1.5 times an empty window's time`,
      },
      {
        contender: PARLEY,
        metric: 'memory',
        against: EMPTY,
        atMost: 1.3,
        what: `memory ${lead} after start under 1.3 times an empty window's`,
      },
    ],
  };
}

function remote(): Trial {
  const contender = (name: string, between: RemoteParams['between']): Contender => ({
    name,
    module: new URL('./contenders/remote.ts', import.meta.url),
    params: { between } satisfies RemoteParams,
  });
  const socket = 'bare socket';
  return {
    id: 'remote',
    title: 'Enter in one window to the bubble in the other',
    metrics: [
      { key: 'p50', title: 'p50', unit: 'ms', better: 'lower' },
      { key: 'p99', title: 'p99', unit: 'ms', better: 'lower' },
    ],
    contenders: [
      contender(socket, 'socket'),
      contender('two peers without windows', 'peers'),
      contender('two windows', 'windows'),
    ],
    reach: [
      {
        contender: 'two windows',
        metric: 'p50',
        against: socket,
        by: 'difference',
        atMost: TWO_FRAMES_MS,
        what: 'Enter to remote bubble p50 under 2 frames above the link',
      },
    ],
  };
}

function scrolling(): Trial {
  const contender = (name: string, messages: number): Contender => ({
    name,
    module: new URL('./contenders/scroll.ts', import.meta.url),
    params: { messages } satisfies ScrollParams,
  });
  return {
    id: 'scroll',
    title: `Scrolling through ${HISTORY.toLocaleString('en')} messages, back and forth, 600 frames`,
    metrics: SPEEDS.flatMap((speed): readonly Metric[] => [
      {
        key: `longest${speed}`,
        title: `longest at ${speed} px a frame`,
        unit: 'ms',
        better: 'lower',
      },
      { key: `dropped${speed}`, title: `dropped at ${speed} px`, unit: 'frames', better: 'lower' },
    ]),
    contenders: [contender('empty window with lines', 0), contender(PARLEY, HISTORY)],
    rounds: 2,
    reach: SPEEDS.map((speed) => ({
      contender: PARLEY,
      metric: `longest${speed}`,
      against: null,
      atMost: SLOW_FRAME_MS,
      what: `no frame over 50 ms at ${speed} px a frame`,
    })),
  };
}

function typing(): Trial {
  const contender = (name: string, perSecond: TypingParams['perSecond']): Contender => ({
    name,
    module: new URL('./contenders/typing.ts', import.meta.url),
    params: { perSecond } satisfies TypingParams,
  });
  const loaded = 'Parley, 1,000 messages a second arriving';
  return {
    id: 'typing',
    title: 'A key pressed to its character, painted',
    metrics: [
      { key: 'p50', title: 'p50', unit: 'ms', better: 'lower' },
      { key: 'p99', title: 'p99', unit: 'ms', better: 'lower' },
    ],
    contenders: [
      contender('empty window with a box', null),
      contender('Parley, at rest', 0),
      contender(loaded, 1_000),
    ],
    rounds: 2,
    reach: [
      {
        contender: loaded,
        metric: 'p99',
        against: null,
        atMost: SLOW_FRAME_MS,
        what: 'typing p99 under 50 ms under load',
      },
    ],
  };
}

function hour(long: boolean): Trial {
  const contender = (name: string, perSecond: HourParams['perSecond']): Contender => ({
    name,
    module: new URL('./contenders/hour.ts', import.meta.url),
    params: { perSecond } satisfies HourParams,
  });
  const rate = long ? HOUR_PER_SECOND : SHORTENED_PER_SECOND;
  return {
    id: 'hour',
    title: `An hour of 10 messages a second, at ${rate.toLocaleString('en')} a second`,
    metrics: [
      { key: 'first', title: 'memory after a tenth', unit: 'MB', better: 'lower' },
      { ...MEMORY, title: 'memory after all' },
      { key: 'growth', title: 'all to a tenth', unit: 'times', better: 'lower' },
    ],
    contenders: [contender(EMPTY, null), contender(PARLEY, rate)],
    rounds: 1,
    ...(long && { timeoutS: 5_000 }),
    reach: [
      {
        contender: PARLEY,
        metric: 'memory',
        against: EMPTY,
        atMost: 1.3,
        what: 'memory after the hour under 1.3 times an empty window’s',
      },
      {
        contender: PARLEY,
        metric: 'growth',
        against: null,
        atMost: FLAT,
        what: 'memory flat over the hour',
      },
    ],
  };
}
