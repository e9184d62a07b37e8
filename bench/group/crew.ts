import { forkSeat } from './forked-seat.ts';
import { loadCarrier } from './load-carrier.ts';
import { LocalSeat, type Seat } from './seat.ts';

/** A whole group that is linked and ready to talk. */
export type Crew = {
  readonly seats: readonly Seat[];
  /** CPU that all its processes have used so far, us. */
  cpuUs(): Promise<number>;
  /** Ends everybody; fails where anything came that did not fit. */
  close(): Promise<void>;
};

export type CrewOptions = {
  /** Address of the module of its carrier. */
  readonly carrier: string;
  readonly size: number;
  /** A process for each member, or this one for all. */
  readonly processes: boolean;
  /** With whom each is linked by its own doing: with all before it, or with the first alone. */
  readonly dial: 'all' | 'first';
};

export async function gather(options: CrewOptions): Promise<Crew> {
  const { carrier: module, size, processes, dial } = options;
  const carrier = await loadCarrier(module);
  const meeting = await carrier.begin?.();
  const seats = Array.from({ length: size }, () =>
    processes ? forkSeat(module) : new LocalSeat(carrier),
  );
  const addresses: string[] = [];
  for (const [index, seat] of seats.entries()) {
    const here = dial === 'all' ? [...addresses] : addresses.slice(0, 1);
    const links = dial === 'all' || index === 0 ? size - 1 : 1;
    const place = { index, size, meeting: meeting?.address ?? '', dial: here, links };
    addresses.push(await seat.join(place));
  }
  await Promise.all(seats.map((seat) => seat.linked()));
  return {
    seats,
    async cpuUs() {
      const used = await Promise.all((processes ? seats : seats.slice(0, 1)).map((s) => s.cpuUs()));
      // A relay runs in this process, which is no member's where each has its own.
      const { user, system } = process.cpuUsage();
      const relay = processes && meeting !== undefined ? user + system : 0;
      return used.reduce((sum, us) => sum + us, relay + (meeting?.cpuUs() ?? 0));
    },
    async close() {
      const closed = await Promise.allSettled(seats.map((seat) => seat.close()));
      await meeting?.close();
      for (const each of closed) if (each.status === 'rejected') throw each.reason;
    },
  };
}
