import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Carrier, Meeting } from '../../group/carrier.ts';
import { load } from '../installed.ts';
import { joinBroker } from '../mqtt-member.ts';

/** What is used of aedes, as docs/Aedes.md there has it. */
type Broker = {
  readonly handle: (socket: Socket) => void;
  close(done: () => void): void;
};
type AedesModule = { readonly Aedes: { createBroker(): Promise<Broker> } };

/** MQTT with a broker in JavaScript: everything of it in memory, in the process that began it. */
export const carrier: Carrier = {
  ordered: true,

  async begin(): Promise<Meeting> {
    const { Aedes } = await load<AedesModule>('aedes', ['Aedes']);
    const broker = await Aedes.createBroker();
    const server = createServer({ noDelay: true }, broker.handle);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // as it listens on TCP
    return {
      address: `mqtt://127.0.0.1:${port}`,
      cpuUs: () => 0,
      async close() {
        await new Promise<void>((resolve) => broker.close(resolve));
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },

  join: joinBroker,
};
