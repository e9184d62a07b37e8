import { load } from './installed.ts';

/** What is used of js-libp2p and of gossipsub, as their documentation has it. */
export type PubSub = EventTarget & {
  subscribe(topic: string): void;
  getSubscribers(topic: string): readonly unknown[];
  publish(topic: string, data: Uint8Array): Promise<{ readonly recipients: readonly unknown[] }>;
};
export type Multiaddr = { toString(): string };
export type Libp2p = {
  readonly services: { readonly pubsub: PubSub };
  getMultiaddrs(): readonly Multiaddr[];
  getConnections(): readonly unknown[];
  dial(to: readonly Multiaddr[]): Promise<unknown>;
  stop(): Promise<void>;
};
type Make = (options?: Readonly<Record<string, unknown>>) => unknown;
type Modules = { readonly [name in 'tcp' | 'noise' | 'yamux' | 'identify' | 'gossipsub']: Make } & {
  readonly createLibp2p: (options: Readonly<Record<string, unknown>>) => Promise<Libp2p>;
  readonly multiaddr: (address: string) => Multiaddr;
};

const MODULES: Readonly<Record<keyof Modules, string>> = {
  createLibp2p: 'libp2p',
  tcp: '@libp2p/tcp',
  noise: '@libp2p/noise',
  yamux: '@libp2p/yamux',
  identify: '@libp2p/identify',
  gossipsub: '@libp2p/gossipsub',
  multiaddr: '@multiformats/multiaddr',
};

/** More than there are here: what defends against strangers is not to hinder members on one computer. */
const PLENTY = 1_000;

/**
 * A node that speaks TCP, Noise, yamux and gossipsub on a free port of this computer. Settings are the
 * defaults (signed messages, flood publishing), but for the two limits on how many may come from one
 * address: five connections a second, and ten peers before their score sinks.
 */
export async function startNode(topic: string): Promise<Libp2p> {
  const { createLibp2p, tcp, noise, yamux, identify, gossipsub } = await modules();
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: {
      inboundConnectionThreshold: PLENTY,
      maxIncomingPendingConnections: PLENTY,
    },
    services: {
      identify: identify(),
      pubsub: gossipsub({
        scoreParams: { IPColocationFactorWhitelist: new Set(['127.0.0.1']) },
      }),
    },
  });
  node.services.pubsub.subscribe(topic);
  return node;
}

/** An address in the form in which it is dialled. */
export async function parseMultiaddr(address: string): Promise<Multiaddr> {
  return (await modules()).multiaddr(address);
}

let loaded: Promise<Modules> | null = null;

function modules(): Promise<Modules> {
  loaded ??= loadModules();
  return loaded;
}

async function loadModules(): Promise<Modules> {
  fillIn();
  const entries = Object.entries(MODULES).map(async ([name, module]) => {
    const functions = await load<Record<string, unknown>>(module, [name]);
    return [name, functions[name]];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** All that libp2p 3 needs of Node 22 and Node 20 lacks, as ECMAScript 2024 has it. */
function fillIn(): void {
  const promise = Promise as { withResolvers?: unknown };
  promise.withResolvers ??= () => {
    const all: Record<string, unknown> = {};
    all['promise'] = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
  };
}
