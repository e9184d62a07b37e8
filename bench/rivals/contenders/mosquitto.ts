import type { Carrier, Meeting } from '../../group/carrier.ts';
import { startBroker } from '../mosquitto-broker.ts';
import { joinBroker } from '../mqtt-member.ts';

/** MQTT with a broker in C, in a process of its own. */
export const carrier: Carrier = {
  ordered: true,
  begin: (): Promise<Meeting> => startBroker(),
  join: joinBroker,
};
