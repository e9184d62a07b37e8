import { describe, expect, test } from 'vitest';
import { tcpTransport } from '../../src/net/tcp.ts';
import { connected, type TransportHarness } from './doors.ts';
import { transportSuite } from './transport.suite.ts';

describe.each(['127.0.0.1', '::1'])('TCP on %s', (host) => {
  const harness: TransportHarness = {
    server: tcpTransport,
    client: tcpTransport,
    host,
    wait: (happening) => happening,
  };

  transportSuite(() => harness);

  test('destroy resets: its word does not queue behind what never arrives', async () => {
    const { near, far } = await connected(harness);
    near.connection.destroy();
    await far.hasClosed();
    expect(far.closes).toMatchObject([{ code: 'reset' }]);
  });

  test('destroy after end leaves what is under way alone', async () => {
    const { near, far } = await connected(harness);
    near.connection.write(Buffer.from('goodbye'));
    near.connection.end();
    near.connection.destroy();
    await far.hasClosed();
    expect([String(far.received), far.closes]).toEqual(['goodbye', [null]]);
  });
});
