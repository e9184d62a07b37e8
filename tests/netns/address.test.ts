import { expect } from 'vitest';
import { CATCH_UP_BOUND_MS, LOST_BOUND_MS, PING_MS, SILENCE_MS } from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import { arrived, expectSameHistory, say, sent } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { sees } from './support/people.ts';

networkTest('whoever gets a new address chats on without a restart', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [ana, ben, cleo] = network.hosts;
  const peers = await startGroup(network.hosts);
  const [atAna, atBen, atCleo] = peers;
  const since = Date.now();
  await cleo.move('10.77.0.99');
  await say(atCleo, 'I have moved');
  await say(atAna, 'have you?');
  // Nothing gets through the old links any more: this comes through new ones.
  await arrived(sent(...peers), peers, LOST_BOUND_MS);
  await Promise.all([
    sees(atAna, 'direct', [ben, cleo]),
    sees(atBen, 'direct', [ana, cleo]),
    sees(atCleo, 'direct', [ana, ben]),
  ]);
  // The address was seen to change: nobody had to wait until the silence was noticed.
  expect(Date.now() - since).toBeLessThan(SILENCE_MS - PING_MS);
  await Promise.all(peers.map((peer, i) => say(peer, `still here ${i}`)));
  await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  await expectSameHistory(peers, sent(...peers));
});
