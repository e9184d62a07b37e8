import type { EntryId } from '../../src/core/ids.ts';
import type { PeerPorts } from '../../src/peer/chat-peer.ts';
import { differences } from './checks.ts';
import { draw } from './doings.ts';
import { Faults } from './faults.ts';
import { type Chapter, type Kind, type Life, lifeOf } from './lives.ts';
import { Machine } from './machine.ts';
import { SimNetwork } from './network.ts';
import { Prng } from './prng.ts';
import { Reach } from './reach.ts';
import { Scheduler } from './scheduler.ts';
import { Trace } from './trace.ts';
import { Watch } from './watch.ts';

/** Longest that a healed group may take until everybody has everything and sees everybody. */
const CONVERGE_MS = 120_000;
/** Then it must stay so for this long. */
const QUIET_MS = 20_000;
const LOOK_EVERY_MS = 2_000;
/** A run with so many is over: the rest would say the same. */
const ENOUGH_PROBLEMS = 20;
/** What is shouted is long, to fill queues. */
const SHOUT_LENGTH = 6_000;

export type SimulationOptions = {
  /** Plants a fault in what a peer is handed, to see that it is found. */
  readonly wrap?: (ports: PeerPorts, machine: string) => PeerPorts;
  /** Seals links as production does; long lives and mutants spare that time. */
  readonly sealed?: boolean;
  /** Keeps what happened as lines for people. */
  readonly keepTrace?: boolean;
};

/** How one run went; `problems` is empty where every promise held. */
export type Outcome = {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly hash: string;
  readonly trace: readonly string[];
  readonly machines: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly messages: number;
  readonly virtualMs: number;
  /** Time in the group, summed over peers; time linked, summed over pairs. */
  readonly peerMs: number;
  readonly linkMs: number;
  /** Things that happened: chunks that arrived, timers, disk accesses. */
  readonly steps: number;
  /** Longest recovery. */
  readonly convergedMs: number;
};

/** A group of machines that live, suffer and heal as one seed has it. */
class World {
  readonly scheduler = new Scheduler();
  readonly trace: Trace;
  readonly problems: string[] = [];
  readonly machines: Machine[] = [];
  readonly faults: Faults;
  readonly watch: Watch;
  /** What was shown to its author as sent, and must reach everybody. */
  readonly owed = new Map<EntryId, string>();
  said = 0;
  done = 0;
  readonly #random: Prng;
  readonly #network: SimNetwork;

  constructor(random: Prng, life: Life, options: SimulationOptions) {
    const { scheduler, machines } = this;
    const { wrap = same, sealed = false, keepTrace = false } = options;
    const trace = new Trace(scheduler, keepTrace);
    const network = new SimNetwork(scheduler, random.fork('network'), trace);
    const count = life.machines(random);
    const reach = new Reach(scheduler, count);
    this.trace = trace;
    this.#random = random;
    this.#network = network;
    const surroundings = {
      ...{ scheduler, network, trace, random, wrap, sealed },
      wrong: (what: string) => this.#wrong(what),
      delivered: (id: EntryId, to: readonly string[]) => this.#checkDelivered(id, to),
      lost: (by: Machine, id: string) => this.watch.lost(by, id),
      linked: (by: Machine, ids: readonly string[] | null) => this.watch.linked(by, ids),
    };
    for (let index = 0; index < count; index += 1) {
      // Everybody knows of somebody before them, so that the group can find itself.
      const others = random.shuffle([...Array(count).keys()].filter((other) => other !== index));
      const seeds = others.slice(0, random.whole(0, 2));
      if (index > 0) seeds.splice(random.whole(0, seeds.length), 0, random.whole(0, index - 1));
      machines.push(new Machine(index, [...new Set(seeds)], surroundings));
    }
    this.faults = new Faults({
      ...{ scheduler, network, machines, reach, trace, random: random.fork('faults') },
      changing: () => this.watch.changing(),
      rolledBack: () => this.#forgetLost(),
      shout: (machine, times) => this.#shout(machine, times),
    });
    this.watch = new Watch({
      ...{ scheduler, network, machines, reach },
      wrong: (what) => this.#wrong(what),
    });
  }

  /** Everybody starts. */
  begin(): void {
    for (const machine of this.machines) {
      this.trace.add(machine.name, machine.describe());
      const after = this.#random.chance(0.5) ? 0 : this.#random.between(0, 10_000);
      this.scheduler.after(after, () => machine.start());
    }
  }

  /** Everybody talks and suffers. */
  async live(chapter: Chapter, random: Prng): Promise<void> {
    const { scheduler } = this;
    const end = scheduler.now + chapter.ms;
    const every = (meanMs: number, run: () => void): void => {
      const next = -Math.log(1 - random.fraction()) * meanMs;
      scheduler.after(next, () => {
        if (scheduler.now >= end) return;
        run();
        every(meanMs, run);
      });
    };
    every(chapter.faultEveryMs, () => this.faults.strike(chapter));
    every(chapter.sayEveryMs, () => {
      const burst = random.chance(0.1) ? random.whole(2, 30) : 1;
      const machine = random.pick(this.machines);
      for (let i = 0; i < burst && machine !== undefined; i += 1) {
        this.#say(machine, random.whole(0, chapter.longestText));
      }
    });
    every(chapter.sayEveryMs, () => {
      const machine = random.pick(this.machines);
      if (machine !== undefined) this.#do(machine, random);
    });
    await scheduler.advance(chapter.ms);
  }

  /** Everything works again: returns how long it took until all was well, and stayed so. */
  async recover(): Promise<number> {
    const { scheduler, trace } = this;
    trace.add('HEAL', 'everything works again');
    this.faults.heal();
    const from = scheduler.now;
    let left = await this.#differences();
    while (left.length > 0 && scheduler.now - from < CONVERGE_MS) {
      await scheduler.advance(LOOK_EVERY_MS);
      left = await this.#differences();
    }
    const took = scheduler.now - from;
    await scheduler.advance(QUIET_MS);
    const unquiet = await this.#differences();
    if (unquiet.length === 0) return took;
    // A second connection may just be closing, as where somebody dials a seed who has dialled them.
    await scheduler.advance(LOOK_EVERY_MS);
    const still = await this.#differences();
    for (const what of unquiet) if (still.includes(what)) this.#wrong(what);
    return took;
  }

  #say(machine: Machine, length: number): void {
    this.said += 1;
    const name = `${machine.name}#${this.said}`;
    const text = `${name} ${'x'.repeat(length)}`.trim();
    machine.say(text, (id) => {
      if (!machine.disk.entries.has(id)) this.#wrong(`${name} counts as sent and is not stored`);
      this.owed.set(id, text);
      this.watch.sent(machine, id, name);
    });
  }

  /** Somebody answers, edits, deletes or reacts. */
  #do(machine: Machine, random: Prng): void {
    this.done += 1;
    const name = `${machine.name}!${this.done}`;
    machine.do(draw(random), name, random, (id) => {
      if (!machine.disk.entries.has(id)) this.#wrong(`${name} counts as sent and is not stored`);
      this.owed.set(id, name);
      this.watch.sent(machine, id, name);
    });
  }

  #shout(machine: Machine, times: number): void {
    for (let i = 0; i < times; i += 1) this.#say(machine, SHOUT_LENGTH);
  }

  /** What no disk has any more, nobody can owe: its author restored an old copy before it got out. */
  #forgetLost(): void {
    for (const id of this.owed.keys()) {
      if (!this.machines.some(({ disk }) => disk.entries.has(id))) this.owed.delete(id);
    }
  }

  #checkDelivered(id: EntryId, to: readonly string[]): void {
    for (const { name, disk } of this.machines.filter((machine) => to.includes(machine.id))) {
      if (!disk.ever.has(id)) this.#wrong(`${name} is said to have ${id} and has not stored it`);
    }
  }

  async #differences(): Promise<readonly string[]> {
    const found = differences(this.machines, this.#network, this.owed);
    // History is read from the disk, which takes its time.
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    found.then(mark, mark);
    while (!settled) {
      if (this.scheduler.halted) return [];
      await this.scheduler.advance(10);
    }
    return found;
  }

  #wrong(what: string): void {
    this.trace.add('WRONG', what);
    this.problems.push(what);
    this.scheduler.halted = this.problems.length >= ENOUGH_PROBLEMS;
  }
}

/** Runs one seed from the first start to the last check. */
export async function simulate(
  seed: number,
  kind: Kind,
  options: SimulationOptions = {},
): Promise<Outcome> {
  const life = lifeOf(kind);
  const random = new Prng(`parley ${life.name} ${seed}`);
  const world = new World(random, life, options);
  const plan = random.fork('plan');
  world.begin();
  let convergedMs = 0;
  for (const chapter of life.chapters(plan)) {
    await world.live(chapter, plan);
    convergedMs = Math.max(convergedMs, await world.recover());
    if (world.problems.length > 0) break;
  }
  const { problems, trace, machines, faults, said, scheduler, watch } = world;
  return {
    ...{ seed, problems, convergedMs },
    hash: trace.hash,
    trace: trace.lines,
    machines: machines.length,
    faults: faults.counts,
    messages: said,
    virtualMs: scheduler.now,
    peerMs: watch.peerMs,
    linkMs: watch.linkMs,
    steps: scheduler.steps,
  };
}

function same(ports: PeerPorts): PeerPorts {
  return ports;
}
