import type { Address } from '../../src/core/address.ts';
import type { Connection, DialHandlers, Listener, Transport } from '../../src/core/ports.ts';
import { err, ok } from '../../src/core/result.ts';
import { RESET, SimConnection } from './connection.ts';
import type { Gate } from './gate.ts';
import { Pipe, Way } from './pipe.ts';
import type { Prng } from './prng.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

/** As `src/net/tcp.ts`. */
const CONNECT_TIMEOUT_MS = 10_000;
/** When a kernel repeats a call that nobody answers (RFC 6298, 1 s and doubling). */
const SYN_AT_MS = [1_000, 3_000, 7_000];

/** Fits the numbers of two machines into one. */
const MOST_MACHINES = 1_000;

type Door = { readonly gate: Gate; readonly accepted: (connection: Connection) => void };
type Ends = readonly [a: number, b: number];

/** What a process needs to be on the network. */
export type Plug = { readonly machine: number; readonly gate: Gate };

/** Machines by number, the ways between them, and every connection there is. */
export class SimNetwork {
  /** Connections that exist, each with both of its ends. */
  readonly #ends = new Map<SimConnection, Ends>();
  readonly #scheduler: Scheduler;
  readonly #random: Prng;
  readonly #trace: Trace;
  readonly #ways = new Map<number, Way>();
  readonly #doors = new Map<string, Door>();
  /** The address that each machine has now. */
  readonly #addresses = new Map<number, string>();
  #nextPort = 40_000;
  #nextAddress = 1;

  constructor(scheduler: Scheduler, random: Prng, trace: Trace) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#trace = trace;
  }

  /** Gives a machine an address that nobody has had. Connections of the old one hear no more. */
  moveTo(machine: number): string {
    const address = `10.0.0.${this.#nextAddress++}`;
    this.#addresses.set(machine, address);
    for (const [end, ends] of this.#ends) if (ends.includes(machine)) end.out.broken = true;
    return address;
  }

  /** How many connections there are between two machines that carry something. */
  connections(a: number, b: number): number {
    return this.#between(a, b).filter(({ out }) => !out.broken).length / 2;
  }

  /** Whether both ways between two machines are free. */
  isOpen(a: number, b: number): boolean {
    return !this.#isCutOff(a, b);
  }

  addressOf(machine: number): string {
    return this.#addresses.get(machine) ?? '';
  }

  way(from: number, to: number): Way {
    const key = from * MOST_MACHINES + to;
    const way = this.#ways.get(key) ?? new Way(this.#random.between(0.1, 40));
    this.#ways.set(key, way);
    return way;
  }

  /** Blocks a way; what is under way waits. Returns what frees it. */
  block(from: number, to: number): () => void {
    const way = this.way(from, to);
    way.blocked += 1;
    return () => {
      way.blocked -= 1;
      if (way.blocked === 0) for (const [{ out }] of this.#ends) if (out.way === way) out.retry();
    };
  }

  /** Both ends keep their connection, and nothing comes through any more. */
  silence(a: number, b: number): void {
    for (const end of this.#between(a, b)) end.out.broken = true;
  }

  reset(a: number, b: number): void {
    for (const end of this.#between(a, b)) end.gate.enter(() => end.close(RESET));
  }

  /** A process is gone. Its kernel hangs up, unless the machine has gone with it. */
  unplug(gate: Gate, loudly: boolean): void {
    for (const [key, door] of this.#doors) if (door.gate === gate) this.#doors.delete(key);
    for (const end of [...this.#ends.keys()].filter((one) => one.gate === gate)) {
      if (!loudly) {
        end.out.broken = true;
        if (end.other !== null) end.other.out.broken = true;
      }
      end.hangUp();
    }
  }

  transport({ machine, gate }: Plug): Transport {
    return {
      listen: async ({ port }, accepted) => {
        const key = `${machine}:${port}`;
        if (this.#doors.has(key)) return err({ code: 'port-taken', message: `${port} is taken` });
        const door = { gate, accepted };
        this.#doors.set(key, door);
        const close = async (): Promise<void> => {
          if (this.#doors.get(key) === door) this.#doors.delete(key);
        };
        return ok<Listener>({ port, close });
      },
      dial: (to, handlers) => this.#dial({ machine, gate }, to, handlers),
    };
  }

  /** Calls until somebody answers, the time is over, or the caller gives up. */
  #dial(from: Plug, to: Address, handlers: DialHandlers): () => void {
    let done = false;
    let underWay = false;
    const timers: (() => void)[] = [];
    const giveUp = (): void => {
      done = true;
      for (const cancel of timers) cancel();
    };
    const settle = (tell: () => void): void =>
      from.gate.enter(() => {
        if (done) return;
        giveUp();
        tell();
      });
    const call = (): void => {
      const there = this.#machineAt(to.host);
      if (done || underWay || there === null || this.#isCutOff(from.machine, there)) return;
      underWay = true;
      const answered = this.#random.between(1, 2) * this.way(from.machine, there).delayMs;
      this.#scheduler.after(answered, () => {
        underWay = !this.#isCutOff(from.machine, there);
        if (done || !underWay || !from.gate.alive) return;
        const door = this.#doors.get(`${there}:${to.port}`);
        const failure = { code: 'refused', message: 'nothing is listening there' };
        if (door === undefined) settle(() => handlers.failed(failure));
        else this.#connect(from, there, door, to, settle, handlers);
      });
    };
    call();
    const late = { code: 'timeout', message: 'no answer within 10 seconds' };
    for (const at of SYN_AT_MS) timers.push(this.#scheduler.after(at, call));
    timers.push(
      this.#scheduler.after(CONNECT_TIMEOUT_MS, () => settle(() => handlers.failed(late))),
    );
    return giveUp;
  }

  #connect(
    from: Plug,
    there: number,
    door: Door,
    to: Address,
    settle: (tell: () => void) => void,
    handlers: DialHandlers,
  ): void {
    const back = this.#random.between(1, 2) * this.way(there, from.machine).delayMs;
    const caller: Address = { host: this.addressOf(from.machine), port: this.#nextPort++ };
    const opensAt = this.#scheduler.now + back;
    const near = this.#end(to, from.gate, [from.machine, there], opensAt);
    const far = this.#end(caller, door.gate, [there, from.machine], opensAt);
    near.other = far;
    far.other = near;
    far.gate.enter(() => door.accepted(far));
    let taken = false;
    this.#scheduler.after(back, () => {
      settle(() => {
        taken = true;
        handlers.opened(near);
      });
      // Given up meanwhile.
      from.gate.enter(() => {
        if (!taken) near.destroy();
      });
    });
  }

  #end(remote: Address, gate: Gate, ends: Ends, opensAt: number): SimConnection {
    const arrived = (bytes: number): void => this.#trace.count(ends[1], bytes);
    const out = new Pipe(this.way(...ends), this.#scheduler, this.#random, opensAt, arrived);
    const cutAt = (length: number): number =>
      this.#random.chance(0.1) ? this.#random.whole(0, length) : length;
    const end = new SimConnection(remote, gate, out, cutAt, (one) => this.#ends.delete(one));
    this.#ends.set(end, ends);
    return end;
  }

  /** A machine by its name, `m3`, or by an address that it has now. */
  #machineAt(host: string): number | null {
    if (host.startsWith('m')) return Number(host.slice(1));
    for (const [machine, address] of this.#addresses) if (address === host) return machine;
    return null;
  }

  #isCutOff(a: number, b: number): boolean {
    return this.way(a, b).blocked > 0 || this.way(b, a).blocked > 0;
  }

  #between(a: number, b: number): readonly SimConnection[] {
    return [...this.#ends]
      .filter(([, ends]) => ends.includes(a) && ends.includes(b))
      .map(([end]) => end);
  }
}
