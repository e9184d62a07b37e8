import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Carrier, Inbox, Meeting, Member } from '../../group/carrier.ts';
import { load } from '../installed.ts';

/** What is used of ws, as its documentation has it (doc/ws.md). */
type WebSocket = NodeJS.EventEmitter & {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array, options: { readonly binary: boolean }, sent?: () => void): void;
  close(): void;
  terminate(): void;
};
type WebSocketServer = NodeJS.EventEmitter & {
  readonly clients: ReadonlySet<WebSocket>;
  address(): AddressInfo;
  close(done: () => void): void;
};
type Ws = {
  readonly WebSocket: {
    readonly OPEN: number;
    new (url: string, options: { readonly perMessageDeflate: boolean }): WebSocket;
  };
  readonly WebSocketServer: new (options: {
    readonly host: string;
    readonly port: number;
  }) => WebSocketServer;
};

/** Bytes under way above which a member holds back: what a Node socket holds by default. */
const HIGH_WATER_BYTES = 65_536;

const loadWs = (): Promise<Ws> => load<Ws>('ws', ['WebSocket', 'WebSocketServer']);

/** A star: a relay that hands what one says to all others, as in the documentation of ws ("Server broadcast"). */
export const carrier: Carrier = {
  ordered: true,

  async begin(): Promise<Meeting> {
    const { WebSocket, WebSocketServer } = await loadWs();
    const relay = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    relay.on('connection', (from: WebSocket) => {
      from.on('error', () => from.terminate());
      from.on('message', (data: Buffer, binary: boolean) => {
        for (const client of relay.clients) {
          if (client !== from && client.readyState === WebSocket.OPEN)
            client.send(data, { binary });
        }
      });
    });
    await once(relay, 'listening');
    return {
      address: `ws://127.0.0.1:${relay.address().port}`,
      cpuUs: () => 0,
      async close() {
        for (const client of relay.clients) client.terminate();
        await new Promise<void>((resolve) => relay.close(resolve));
      },
    };
  },

  async join({ meeting }, inbox: Inbox): Promise<Member> {
    const { WebSocket } = await loadWs();
    const socket = new WebSocket(meeting, { perMessageDeflate: false });
    socket.on('message', (data: Buffer) => inbox.bytes(data, 0, data.byteLength));
    socket.on('error', (error) => inbox.fail(error));
    await once(socket, 'open');
    let sent: Promise<void> = Promise.resolve();
    return {
      address: '',
      linked: async () => undefined,
      publish(message) {
        if (socket.bufferedAmount < HIGH_WATER_BYTES) socket.send(message, { binary: true });
        else {
          sent = new Promise((resolve) => socket.send(message, { binary: true }, () => resolve()));
        }
      },
      drained: () => (socket.bufferedAmount < HIGH_WATER_BYTES ? null : sent),
      async close() {
        const closed = once(socket, 'close');
        socket.close();
        await closed;
      },
    };
  },
};
