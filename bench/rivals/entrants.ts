import type { Entrant } from '../group/carriers.ts';
import { whyNotFromNpm } from './installed.ts';
import { whyNoMosquitto } from './mosquitto-program.ts';

const RELAY: Entrant = {
  name: 'ws, relay',
  module: new URL('contenders/ws.ts', import.meta.url),
  work: { one: 150_000, each: 60_000 },
  skip: whyNotFromNpm,
};

const AEDES: Entrant = {
  name: 'aedes + mqtt.js',
  module: new URL('contenders/aedes.ts', import.meta.url),
  work: { one: 50_000, each: 30_000 },
  skip: whyNotFromNpm,
};

export const MOSQUITTO: Entrant = {
  name: 'mosquitto + mqtt.js',
  module: new URL('contenders/mosquitto.ts', import.meta.url),
  work: { one: 150_000, each: 80_000 },
  skip: async () => (await whyNotFromNpm()) ?? (await whyNoMosquitto()),
};

export const GOSSIPSUB: Entrant = {
  name: 'js-libp2p gossipsub',
  module: new URL('contenders/gossipsub.ts', import.meta.url),
  work: { one: 4_000, each: 2_000 },
  skip: whyNotFromNpm,
};

/** Programs that others have made for the same: docs/performance/rivals.md says what each is. */
export const RIVALS: readonly Entrant[] = [RELAY, AEDES, MOSQUITTO, GOSSIPSUB];
