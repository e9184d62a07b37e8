import { expect, test } from 'vitest';
import type { Connection, DialHandlers } from '../../src/core/ports.ts';
import { connect, connected, dialled, open, type TransportHarness } from './doors.ts';
import { RecordedEnd } from './recorded-end.ts';

/** What every transport must do: TCP, memory, and any that comes. */
export function transportSuite(make: () => TransportHarness): void {
  test('port 0 takes a free port, another one every time', async () => {
    const harness = make();
    const [one, other] = [await open(harness), await open(harness)];
    expect(one.listener.port).toBeGreaterThan(0);
    expect(other.listener.port).not.toBe(one.listener.port);
  });

  test('bytes go both ways and keep their order', async () => {
    const { near, far, wait } = await connected(make());
    const [there, back] = [pattern(100_000, 1), pattern(50_000, 2)];
    for (let i = 0; i < there.length; i += 999) near.connection.write(there.subarray(i, i + 999));
    for (let i = 0; i < back.length; i += 777) far.connection.write(back.subarray(i, i + 777));
    await wait(Promise.all([far.hasReceived(there.length), near.hasReceived(back.length)]));
    expect(far.received.equals(there)).toBe(true);
    expect(near.received.equals(back)).toBe(true);
  });

  test('both ends know where the other one is', async () => {
    const harness = make();
    const door = await open(harness);
    const [near, far] = await connect(harness, door);
    expect(near.remote).toEqual(door.at);
    expect(far.remote.port).toBeGreaterThan(0);
    expect(far.remote.host).not.toBe('');
    near.destroy();
    far.destroy();
  });

  test('two connections to one door do not mix', async () => {
    const harness = make();
    const door = await open(harness);
    const one = await connected(harness, door);
    const other = await connected(harness, door);
    one.near.connection.write(Buffer.from('one'));
    other.near.connection.write(Buffer.from('two'));
    await harness.wait(Promise.all([one.far.hasReceived(3), other.far.hasReceived(3)]));
    expect([String(one.far.received), String(other.far.received)]).toEqual(['one', 'two']);
  });

  test('end sends all that is queued before it closes', async () => {
    const { near, far, wait } = await connected(make());
    const bytes = pattern(4_000_000, 3);
    near.connection.write(bytes);
    near.connection.end();
    await wait(Promise.all([far.hasClosed(), near.hasClosed()]));
    expect(far.received.equals(bytes)).toBe(true);
    expect([near.closes, far.closes]).toEqual([[null], [null]]);
  });

  test('destroy closes both ends', async () => {
    const { near, far, wait } = await connected(make());
    near.connection.destroy();
    await wait(Promise.all([far.hasClosed(), near.hasClosed()]));
    expect([near.closes.length, far.closes.length]).toEqual([1, 1]);
  });

  test('each end hears once that it is closed, however often and by whomever it is', async () => {
    const harness = make();
    const { near, far, wait } = await connected(harness);
    near.connection.end();
    far.connection.end();
    near.connection.end();
    far.connection.destroy();
    near.connection.destroy();
    await wait(Promise.all([far.hasClosed(), near.hasClosed()]));
    near.connection.destroy();
    far.connection.end();
    // A whole later connection: by the time it has closed, a second report would have come.
    const later = await connected(harness);
    later.near.connection.end();
    await wait(later.far.hasClosed());
    expect([near.closes.length, far.closes.length]).toEqual([1, 1]);
  });

  test('writing to a closed connection does nothing', async () => {
    const { near, far, wait } = await connected(make());
    far.connection.destroy();
    await wait(near.hasClosed());
    expect(near.connection.write(Buffer.from('too late'))).toBe(true);
    expect(near.closes).toHaveLength(1);
  });

  test('a connection that ended before it was started still says that it has closed', async () => {
    const harness = make();
    const door = await open(harness);
    const [near, far] = await connect(harness, door);
    const farEnd = new RecordedEnd(far);
    near.destroy();
    await harness.wait(farEnd.hasClosed());
    const nearEnd = new RecordedEnd(near);
    await harness.wait(nearEnd.hasClosed());
    expect(nearEnd.closes).toHaveLength(1);
  });

  test('a connection that is started just after its end says once that it has closed', async () => {
    const harness = make();
    const door = await open(harness);
    const [near, far] = await connect(harness, door);
    const farEnd = new RecordedEnd(far);
    near.destroy();
    const nearEnd = new RecordedEnd(near);
    await harness.wait(Promise.all([nearEnd.hasClosed(), farEnd.hasClosed()]));
    expect(nearEnd.closes).toHaveLength(1);
  });

  test('what arrives before a connection is started waits for it', async () => {
    const harness = make();
    const door = await open(harness);
    const [near, far] = await connect(harness, door);
    const nearEnd = new RecordedEnd(near);
    near.write(Buffer.from('early'));
    const probe = await connected(harness, door);
    probe.near.connection.write(Buffer.from('x'));
    await harness.wait(probe.far.hasReceived(1));
    const farEnd = new RecordedEnd(far);
    await harness.wait(farEnd.hasReceived(5));
    expect(String(farEnd.received)).toBe('early');
    nearEnd.connection.destroy();
  });

  test('a slow reader makes write ask to hold back, and drained follows', async () => {
    const harness = make();
    const door = await open(harness);
    const [opened, far] = await connect(harness, door);
    const near = new RecordedEnd(opened);
    const chunk = pattern(65_536, 4);
    let sent = 0;
    let takesMore = true;
    while (takesMore && sent < 10_000) {
      takesMore = near.connection.write(chunk);
      sent += 1;
    }
    expect(takesMore).toBe(false);
    expect(near.drains).toBe(0);
    const reader = new RecordedEnd(far);
    await harness.wait(Promise.all([near.hasDrained(), reader.hasReceived(sent * chunk.length)]));
    expect(reader.received.subarray(-chunk.length).equals(chunk)).toBe(true);
    near.connection.destroy();
  });

  test('who pauses holds the writer back, and misses nothing, not even the end', async () => {
    const harness = make();
    const door = await open(harness);
    const [opened, accepted] = await connect(harness, door);
    const [near, far] = [new RecordedEnd(opened), new RecordedEnd(accepted)];
    far.connection.pause();
    const chunk = pattern(65_536, 5);
    let sent = 0;
    while (near.connection.write(chunk) && sent < 10_000) sent += 1;
    near.connection.end();
    // Another connection has been read to its end meanwhile; this one has not.
    const other = await connected(harness, door);
    other.near.connection.write(chunk);
    await harness.wait(other.far.hasReceived(chunk.length));
    expect(far.received.length).toBeLessThan((sent + 1) * chunk.length);
    expect([near.drains, far.closes.length]).toEqual([0, 0]);
    far.connection.resume();
    await harness.wait(Promise.all([far.hasClosed(), near.hasClosed()]));
    expect(far.received.length).toBe((sent + 1) * chunk.length);
    expect(far.closes).toEqual([null]);
  });

  test('a port where nobody listens refuses, in a word for programs', async () => {
    const harness = make();
    const { listener, at } = await open(harness);
    await listener.close();
    await expect(harness.wait(dialled(harness, at))).rejects.toMatchObject({ code: 'refused' });
  });

  test('a port that is taken is said so, with its number', async () => {
    const harness = make();
    const { at } = await open(harness);
    const second = await harness.wait(harness.server.listen(at, () => undefined));
    expect(second).toEqual({
      ok: false,
      error: {
        code: 'port-taken',
        message: `Port ${at.port} is taken by another program.`,
        params: { port: `${at.port}` },
      },
    });
  });

  test('a dial that is given up calls nobody', async () => {
    const harness = make();
    const door = await open(harness);
    const nobody = await open(harness);
    await nobody.listener.close();
    const calls: string[] = [];
    const handlers: DialHandlers = {
      opened: () => void calls.push('opened'),
      failed: () => void calls.push('failed'),
    };
    harness.client.dial(door.at, handlers)();
    harness.client.dial(nobody.at, handlers)();
    // Later dials of both kinds have come to their end: the earlier ones would have too.
    await connected(harness);
    await expect(harness.wait(dialled(harness, nobody.at))).rejects.toMatchObject({
      code: 'refused',
    });
    expect(calls).toEqual([]);
  });

  test('giving up a dial that has opened leaves the connection alone', async () => {
    const harness = make();
    const door = await open(harness);
    let giveUp = (): void => undefined;
    const opening = new Promise<Connection>((opened, failed) => {
      giveUp = harness.client.dial(door.at, { opened, failed });
    });
    const [connection, accepted] = await harness.wait(Promise.all([opening, door.next()]));
    const [near, far] = [new RecordedEnd(connection), new RecordedEnd(accepted)];
    giveUp();
    near.connection.write(Buffer.from('still here'));
    await harness.wait(far.hasReceived(10));
    far.connection.end();
    await harness.wait(near.hasClosed());
    expect(near.closes).toEqual([null]);
  });

  test('a closed door lets nobody in, and keeps those who are in', async () => {
    const harness = make();
    const door = await open(harness);
    const { near, far, wait } = await connected(harness, door);
    const closing = door.listener.close();
    await expect(wait(dialled(harness, door.at))).rejects.toMatchObject({ code: 'refused' });
    near.connection.write(Buffer.from('hello'));
    await wait(far.hasReceived(5));
    near.connection.end();
    await wait(closing);
  });
}

/** Bytes in which a lost, doubled or swapped piece would show. */
function pattern(length: number, salt: number): Buffer {
  return Buffer.from(
    Uint32Array.from({ length: length / 4 }, (_, i) => i * 2_654_435_761 + salt).buffer,
  );
}
