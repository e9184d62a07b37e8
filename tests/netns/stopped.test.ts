import { expect } from 'vitest';
import { BACK_BOUND_MS, CATCH_UP_BOUND_MS, LOST_BOUND_MS } from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import { arrived, expectSameHistory, say, sent, shown } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { sees, tells } from './support/people.ts';

networkTest('a program that was stopped for longer than its links last catches up', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [ana, ben, cleo] = network.hosts;
  const peers = await startGroup(network.hosts);
  const [atAna, atBen, atCleo] = peers;
  const since = Date.now();
  atCleo.kill('SIGSTOP');
  await Promise.all([say(atAna, 'before anybody knows'), say(atBen, 'me too')]);
  const lost = await Promise.all([
    tells(atAna, 'peer-lost', cleo, since, LOST_BOUND_MS),
    tells(atBen, 'peer-lost', cleo, since, LOST_BOUND_MS),
  ]);
  for (const at of lost) expect(at - since).toBeLessThanOrEqual(LOST_BOUND_MS);
  await Promise.all([say(atAna, 'while she is away'), say(atBen, 'so am I')]);
  expect(shown(atCleo)).toBe(0);

  atCleo.type('back at my desk');
  const again = Date.now();
  atCleo.kill('SIGCONT');
  await Promise.all([
    tells(atAna, 'peer-back', cleo, again, BACK_BOUND_MS),
    tells(atBen, 'peer-back', cleo, again, BACK_BOUND_MS),
    sees(atCleo, 'direct', [ana, ben], BACK_BOUND_MS),
  ]);
  await atCleo.until(() => sent(atCleo).length === 1, 'what was typed while it was stopped');
  await arrived(sent(...peers), peers, CATCH_UP_BOUND_MS);
  await expectSameHistory(peers, sent(...peers));
});
