import type { EntryId } from '../../src/core/ids.ts';
import type { PeerPorts } from '../../src/peer/chat-peer.ts';
import { differences } from './checks.ts';
import { Faults } from './faults.ts';
import { Machine } from './machine.ts';
import { SimNetwork } from './network.ts';
import { Prng } from './prng.ts';
import { Scheduler } from './scheduler.ts';
import { Trace } from './trace.ts';

/** Longest that a healed group may take until everybody has everything and sees everybody. */
const CONVERGE_MS = 120_000;
/** Then it must stay so for this long. */
const QUIET_MS = 20_000;
const LOOK_EVERY_MS = 2_000;

export type SimulationOptions = {
  /** Plants a fault in what a peer is handed, to see that it is found. */
  readonly wrap?: (ports: PeerPorts, machine: string) => PeerPorts;
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
  readonly convergedMs: number;
};

/** A group of machines that live, suffer and heal as one seed has it. */
class World {
  readonly scheduler = new Scheduler();
  readonly trace = new Trace(this.scheduler);
  readonly problems: string[] = [];
  readonly machines: Machine[] = [];
  readonly faults: Faults;
  /** What was shown to its author as sent, and must reach everybody. */
  readonly owed = new Map<EntryId, string>();
  said = 0;
  readonly #random: Prng;
  /** Long texts fill pages and queues. */
  readonly #longestText: number;

  constructor(seed: number, { wrap = (ports) => ports }: SimulationOptions) {
    const { scheduler, trace, machines } = this;
    const random = new Prng(`parley ${seed}`);
    const network = new SimNetwork(scheduler, random.fork('network'));
    this.#random = random;
    this.#longestText = random.chance(0.2) ? 6_000 : 10;
    const surroundings = {
      ...{ scheduler, network, trace, random, wrap },
      wrong: (what: string) => this.#wrong(what),
      delivered: (id: EntryId, to: readonly string[]) => this.#checkDelivered(id, to),
    };
    const count = random.whole(3, 8);
    for (let index = 0; index < count; index += 1) {
      // Everybody knows of somebody before them, so that the group can find itself.
      const others = random.shuffle([...Array(count).keys()].filter((other) => other !== index));
      const seeds = others.slice(0, random.whole(0, 2));
      if (index > 0) seeds.splice(random.whole(0, seeds.length), 0, random.whole(0, index - 1));
      machines.push(new Machine(index, [...new Set(seeds)], surroundings));
    }
    this.faults = new Faults({
      ...{ scheduler, network, machines, trace, random: random.fork('faults') },
      rolledBack: () => this.#forgetLost(),
    });
  }

  /** Everybody starts, talks and suffers. */
  async live(): Promise<void> {
    const random = this.#random.fork('plan');
    const { scheduler, machines, trace } = this;
    const lifeMs = random.between(40_000, 200_000);
    for (const machine of machines) {
      trace.add(machine.name, machine.describe());
      scheduler.after(random.chance(0.5) ? 0 : random.between(0, 10_000), () => machine.start());
    }
    const every = (meanMs: number, run: () => void): void => {
      const next = -Math.log(1 - random.fraction()) * meanMs;
      scheduler.after(next, () => {
        if (scheduler.now >= lifeMs) return;
        run();
        every(meanMs, run);
      });
    };
    every(random.between(1_500, 15_000), () => this.faults.strike());
    every(random.between(500, 4_000), () => {
      const burst = random.chance(0.1) ? random.whole(2, 30) : 1;
      const machine = random.pick(machines);
      for (let i = 0; i < burst && machine !== undefined; i += 1) this.#say(machine);
    });
    await scheduler.advance(lifeMs);
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
    for (const what of await this.#differences()) this.#wrong(what);
    return took;
  }

  #say(machine: Machine): void {
    this.said += 1;
    const name = `${machine.name}#${this.said}`;
    const text = `${name} ${'x'.repeat(this.#random.whole(0, this.#longestText))}`.trim();
    machine.say(text, (id) => {
      if (!machine.disk.entries.has(id)) this.#wrong(`${name} counts as sent and is not stored`);
      this.owed.set(id, text);
    });
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
    const found = differences(this.machines, this.owed);
    // History is read from the disk, which takes its time.
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    found.then(mark, mark);
    while (!settled) await this.scheduler.advance(10);
    return found;
  }

  #wrong(what: string): void {
    this.trace.add('WRONG', what);
    this.problems.push(what);
  }
}

/** Runs one seed from the first start to the last check. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Outcome> {
  const world = new World(seed, options);
  await world.live();
  const convergedMs = await world.recover();
  const { problems, trace, machines, faults, said, scheduler } = world;
  return {
    ...{ seed, problems, convergedMs },
    hash: trace.hash,
    trace: trace.lines,
    machines: machines.length,
    faults: faults.counts,
    messages: said,
    virtualMs: scheduler.now,
  };
}
