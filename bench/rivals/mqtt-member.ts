import type { Inbox, Member, Place } from '../group/carrier.ts';
import { load } from './installed.ts';

/** What is used of mqtt.js, as its README has it. */
type Client = NodeJS.EventEmitter & {
  readonly stream: { setNoDelay?(on: boolean): void };
  publish(
    topic: string,
    payload: Buffer,
    options: { readonly qos: 0 },
    done: (error?: Error | null) => void,
  ): void;
  subscribeAsync(topics: readonly string[], options: { readonly qos: 0 }): Promise<unknown>;
  endAsync(): Promise<void>;
};
type Mqtt = {
  connectAsync(url: string, options: { readonly reconnectPeriod: number }): Promise<Client>;
};

/** The topic on which one member speaks: nobody is sent what they have said themselves. */
const topicOf = (index: number): string => `parley/${index}`;

/** A member of a group that meets at an MQTT broker, at QoS 0: at most once, unacknowledged. */
export async function joinBroker({ index, size, meeting }: Place, inbox: Inbox): Promise<Member> {
  const { connectAsync } = await load<Mqtt>('mqtt', ['connectAsync']);
  // 0: not again, for what was said meanwhile would be lost.
  const client = await connectAsync(meeting, { reconnectPeriod: 0 });
  client.stream.setNoDelay?.(true);
  client.on('error', (error) => inbox.fail(error));
  client.on('message', (_topic, payload: Buffer) => inbox.bytes(payload, 0, payload.byteLength));
  const others = Array.from({ length: size }, (_, i) => i).filter((i) => i !== index);
  // Resolves when the broker has acknowledged it.
  await client.subscribeAsync(others.map(topicOf), { qos: 0 });
  const topic = topicOf(index);
  let waiting = 0;
  let allWritten: (() => void) | null = null;
  const written = (error?: Error | null): void => {
    if (error) inbox.fail(error);
    waiting -= 1;
    if (waiting === 0) allWritten?.();
  };
  return {
    address: '',
    linked: async () => undefined,
    publish(message) {
      waiting += 1;
      // The callback of QoS 0 comes at once, or where the socket is full, when it has drained.
      client.publish(
        topic,
        Buffer.from(message.buffer, message.byteOffset, message.byteLength),
        { qos: 0 },
        written,
      );
    },
    drained() {
      if (waiting === 0) return null;
      return new Promise((resolve) => {
        allWritten = resolve;
      });
    },
    close: () => client.endAsync(),
  };
}
