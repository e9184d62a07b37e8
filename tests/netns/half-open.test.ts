import { expect } from 'vitest';
import {
  BACK_BOUND_MS,
  CATCH_UP_BOUND_MS,
  LOST_BOUND_MS,
  PING_MS,
  SILENCE_MS,
} from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import { arrived, expectSameHistory, say, sent } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { sees, tells } from './support/people.ts';

networkTest('whoever loses the cable is lost within 16 seconds, and back with it', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [ana, ben, cleo] = network.hosts;
  const peers = await startGroup(network.hosts);
  const [atAna, atBen, atCleo] = peers;
  const since = Date.now();
  await network.unplug(cleo);
  await say(atCleo, 'is anybody there?');
  await say(atAna, 'she will read this');
  const lost = await Promise.all([
    tells(atAna, 'peer-lost', cleo, since, LOST_BOUND_MS),
    tells(atBen, 'peer-lost', cleo, since, LOST_BOUND_MS),
    tells(atCleo, 'peer-lost', ana, since, LOST_BOUND_MS),
    tells(atCleo, 'peer-lost', ben, since, LOST_BOUND_MS),
  ]);
  for (const at of lost) expect(at - since).toBeLessThanOrEqual(LOST_BOUND_MS);

  const again = Date.now();
  await network.plugIn(cleo);
  await Promise.all([
    tells(atAna, 'peer-back', cleo, again, BACK_BOUND_MS),
    tells(atBen, 'peer-back', cleo, again, BACK_BOUND_MS),
    sees(atCleo, 'direct', [ana, ben], BACK_BOUND_MS),
  ]);
  await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  await expectSameHistory(peers, sent(...peers));
});

networkTest(
  'whoever crashes and comes back elsewhere need not wait until they are missed',
  async () => {
    const network = await Network.of('Ana', 'Ben');
    const [ana, ben] = network.hosts;
    const [atAna, atBen] = await startGroup(network.hosts);
    await network.unplug(ben);
    atBen.kill('SIGKILL'); // with no cable nothing tells Ana
    await atBen.exit();
    const since = Date.now();
    // Nobody has the old address any more who could refuse what comes to it: her link stays up.
    await ben.move('10.77.0.98');
    await network.plugIn(ben);
    const back = ben.start(ana);
    await sees(back, 'direct', [ana]);
    await Promise.all([say(atAna, 'to Ben'), say(back, 'to Ana')]);
    await arrived(sent(atAna, back), [atAna, back], CATCH_UP_BOUND_MS);
    expect(Date.now() - since).toBeLessThan(SILENCE_MS - PING_MS);
    expect(atAna.all('peer-lost')).toEqual([]);
    await expectSameHistory([atAna, back], sent(atAna, back));
  },
);
