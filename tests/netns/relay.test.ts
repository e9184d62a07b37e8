import { CATCH_UP_BOUND_MS } from './support/bounds.ts';
import { arrived, expectSameHistory, say, sent } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { joined, sees, tells } from './support/people.ts';

networkTest('two who never reach each other meet and talk through a third', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [ana, ben, cleo] = network.hosts;
  await network.cut([ana], [ben]);
  const atCleo = cleo.start();
  await joined(atCleo);
  const atAna = ana.start(cleo);
  await sees(atAna, 'direct', [cleo]);
  const since = Date.now();
  const atBen = ben.start(cleo);
  const peers = [atAna, atBen, atCleo];
  await Promise.all([
    sees(atBen, 'relayed', [ana]),
    sees(atAna, 'relayed', [ben]),
    sees(atCleo, 'direct', [ana, ben]),
    tells(atAna, 'peer-joined', ben, since),
  ]);
  for (const round of ['first', 'second']) {
    await Promise.all(peers.map((peer, i) => say(peer, `${round} ${i}`)));
    await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  }
  await expectSameHistory(peers, sent(...peers));

  const gone = Date.now();
  atBen.type({ quit: true });
  await atBen.exit();
  await tells(atAna, 'peer-left', ben, gone);
});
