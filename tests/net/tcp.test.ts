import { describe } from 'vitest';
import { tcpTransport } from '../../src/net/tcp.ts';
import { transportSuite } from './transport.suite.ts';

describe.each(['127.0.0.1', '::1'])('TCP on %s', (host) => {
  transportSuite(() => ({
    server: tcpTransport,
    client: tcpTransport,
    host,
    wait: (happening) => happening,
  }));
});
