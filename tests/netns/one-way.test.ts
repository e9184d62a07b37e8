import { expect } from 'vitest';
import { BACK_BOUND_MS, CATCH_UP_BOUND_MS, LOST_BOUND_MS } from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import { arrived, expectSameHistory, say, sent } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { sees } from './support/people.ts';

networkTest('two who lose what goes one way between them talk through a third', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [ana, ben] = network.hosts;
  const peers = await startGroup(network.hosts);
  const [atAna, atBen] = peers;
  await network.cutOneWay([ana], [ben]);
  await say(atAna, 'before anybody has noticed');
  await arrived(sent(atAna), peers, CATCH_UP_BOUND_MS);
  await Promise.all([
    sees(atAna, 'relayed', [ben], LOST_BOUND_MS),
    sees(atBen, 'relayed', [ana], LOST_BOUND_MS),
  ]);
  await Promise.all(peers.map((peer, i) => say(peer, `round about ${i}`)));
  await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  expect([...atAna.all('peer-lost'), ...atBen.all('peer-lost')]).toEqual([]);

  await network.heal();
  await Promise.all([
    sees(atAna, 'direct', [ben], BACK_BOUND_MS),
    sees(atBen, 'direct', [ana], BACK_BOUND_MS),
  ]);
  await Promise.all(peers.map((peer, i) => say(peer, `straight ${i}`)));
  await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  await expectSameHistory(peers, sent(...peers));
});
