import { expect } from 'vitest';
import { BACK_BOUND_MS, CATCH_UP_BOUND_MS, LOST_BOUND_MS } from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import { arrived, expectSameHistory, say, sent, shown } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { sees, tells } from './support/people.ts';

networkTest('two halves of a group that wrote apart hold the same once they meet', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo', 'Dan');
  const [ana, ben, cleo, dan] = network.hosts;
  const peers = await startGroup(network.hosts);
  const [atAna, atBen, atCleo, atDan] = peers;
  const since = Date.now();
  await network.cut([ana, ben], [cleo, dan]);
  await Promise.all(peers.map((peer, i) => say(peer, `apart ${i}.1`, `apart ${i}.2`)));
  await Promise.all([
    arrived(sent(atAna, atBen), [atAna, atBen], CATCH_UP_BOUND_MS),
    arrived(sent(atCleo, atDan), [atCleo, atDan], CATCH_UP_BOUND_MS),
    ...[atAna, atBen].map((peer) => tells(peer, 'peer-lost', cleo, since, LOST_BOUND_MS)),
    ...[atAna, atBen].map((peer) => tells(peer, 'peer-lost', dan, since, LOST_BOUND_MS)),
    ...[atCleo, atDan].map((peer) => tells(peer, 'peer-lost', ana, since, LOST_BOUND_MS)),
    ...[atCleo, atDan].map((peer) => tells(peer, 'peer-lost', ben, since, LOST_BOUND_MS)),
  ]);
  expect(peers.map(shown)).toEqual([4, 4, 4, 4]);

  await network.heal();
  await Promise.all([
    sees(atAna, 'direct', [ben, cleo, dan], BACK_BOUND_MS),
    sees(atBen, 'direct', [ana, cleo, dan], BACK_BOUND_MS),
    arrived(sent(...peers), peers, BACK_BOUND_MS + CATCH_UP_BOUND_MS),
  ]);
  await expectSameHistory(peers, sent(...peers));
});
