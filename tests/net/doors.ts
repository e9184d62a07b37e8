import { onTestFinished } from 'vitest';
import type { Address } from '../../src/core/address.ts';
import type { Connection, Listener, Transport } from '../../src/core/ports.ts';
import type { Failure } from '../../src/core/result.ts';
import { RecordedEnd } from './recorded-end.ts';

/** A transport under test, as the one who listens and the one who dials see it. */
export type TransportHarness = {
  readonly server: Transport;
  readonly client: Transport;
  /** Where the server listens. */
  readonly host: string;
  /** Waits for something to happen, letting the transport's own time pass where it has one. */
  readonly wait: <T>(happening: Promise<T>) => Promise<T>;
};

/** Somebody who listens. */
export type Door = {
  readonly listener: Listener;
  readonly at: Address;
  /** The next connection that comes in. */
  readonly next: () => Promise<Connection>;
};

/** Listens until the test is over. */
export async function open({ server, host, wait }: TransportHarness): Promise<Door> {
  const arrived: Connection[] = [];
  const asked: ((connection: Connection) => void)[] = [];
  const result = await wait(
    server.listen({ host, port: 0 }, (connection) => {
      const ask = asked.shift();
      if (ask === undefined) arrived.push(connection);
      else ask(connection);
    }),
  );
  if (!result.ok) throw new Error(result.error.message);
  // A test may have closed it already, which not every transport takes twice.
  onTestFinished(() => void result.value.close().catch(() => undefined));
  const next = (): Promise<Connection> =>
    new Promise((resolve) => {
      const connection = arrived.shift();
      if (connection === undefined) asked.push(resolve);
      else resolve(connection);
    });
  return { listener: result.value, at: { host, port: result.value.port }, next };
}

/** Dials; rejects with the failure. */
export function dialled({ client }: TransportHarness, to: Address): Promise<Connection> {
  return new Promise((opened, failed: (failure: Failure) => void) => {
    client.dial(to, { opened, failed });
  });
}

/** Both ends of a new connection, not started yet. */
export function connect(harness: TransportHarness, door: Door): Promise<[Connection, Connection]> {
  return harness.wait(Promise.all([dialled(harness, door.at), door.next()]));
}

/** A connection through a door, both ends recorded and closed when the test is over. */
export async function connected(
  harness: TransportHarness,
  through?: Door,
): Promise<{ near: RecordedEnd; far: RecordedEnd; wait: TransportHarness['wait'] }> {
  const door = through ?? (await open(harness));
  const ends = await connect(harness, door);
  const [near, far] = [new RecordedEnd(ends[0]), new RecordedEnd(ends[1])];
  onTestFinished(() => {
    near.connection.destroy();
    far.connection.destroy();
  });
  return { near, far, wait: harness.wait };
}
