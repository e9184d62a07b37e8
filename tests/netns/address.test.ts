import { BACK_BOUND_MS, CATCH_UP_BOUND_MS, LOST_BOUND_MS } from './support/bounds.ts';
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
  await cleo.move('10.77.0.99');
  await say(atCleo, 'I have moved');
  await say(atAna, 'have you?');
  // Nothing else went to and fro on those links: this comes through new ones.
  await arrived(sent(...peers), peers, LOST_BOUND_MS + BACK_BOUND_MS);
  await Promise.all([
    sees(atAna, 'direct', [ben, cleo], BACK_BOUND_MS),
    sees(atBen, 'direct', [ana, cleo], BACK_BOUND_MS),
    sees(atCleo, 'direct', [ana, ben], BACK_BOUND_MS),
  ]);
  await Promise.all(peers.map((peer, i) => say(peer, `still here ${i}`)));
  await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  await expectSameHistory(peers, sent(...peers));
});
