import type { Benchmark, Contender, Metric, Trial, Volume } from '../harness/benchmark.ts';
import type { RemoteParams } from './contenders/remote.ts';
import { type ScrollParams, SPEEDS } from './contenders/scroll.ts';
import type { StartParams } from './contenders/start.ts';

const HISTORY = 100_000;

/** Two frames of a 60 Hz screen, ms. */
const TWO_FRAMES_MS = 33;
const SLOW_FRAME_MS = 50;

const EMPTY = 'empty Electron window';
const PARLEY = 'Parley';

const USABLE: Metric = { key: 'usable', title: 'usable after', unit: 'ms', better: 'lower' };
const MEMORY: Metric = { key: 'memory', title: 'memory', unit: 'MB', better: 'lower' };

export function windowBenchmark(_volume: Volume): Benchmark {
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
    ],
  };
}

const ABOUT = `The built program on a real Electron, beside an empty window (one \`BrowserWindow\` with a blank
page) on the same runtime, with the same switches and the same probe. *Usable* is the second frame after the join screen's
first field, or the newest message and the box to write in, are there and take the focus, counted from starting the process.
*Memory* is the proportional set size of all processes.`;

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
