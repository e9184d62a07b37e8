import { expect } from 'vitest';
import { CATCH_UP_BOUND_MS, RESET_BOUND_MS } from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import type { Host } from './support/host.ts';
import { arrived, expectSameHistory, history, say, sent } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { sees, tells } from './support/people.ts';

/** Enough that somebody can be killed in the middle. */
const LINES = 300;

networkTest('whoever is killed is lost to the others within a second', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [, , cleo] = network.hosts;
  const [atAna, atBen, atCleo] = await startGroup(network.hosts);
  const since = Date.now();
  atCleo.kill('SIGKILL');
  const lost = await Promise.all([
    tells(atAna, 'peer-lost', cleo, since),
    tells(atBen, 'peer-lost', cleo, since),
  ]);
  for (const at of lost) expect(at - since).toBeLessThanOrEqual(RESET_BOUND_MS);
});

networkTest('whoever is killed in mid-sentence has lost nothing it called sent', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  await killedInMidSentence(network, async () => undefined);
});

networkTest('not even what nobody else has heard, because the cable was out', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo');
  const [, , cleo] = network.hosts;
  await killedInMidSentence(network, async (what) => {
    if (what === 'talking') await network.unplug(cleo);
    else await network.plugIn(cleo);
  });
});

/** Three talk, the third is killed and starts again; `now` hears before either. */
async function killedInMidSentence(
  { hosts }: Network<readonly [Host, Host, Host]>,
  now: (what: 'talking' | 'killed') => Promise<void>,
): Promise<void> {
  const [ana, ben, cleo] = hosts;
  const [atAna, atBen, atCleo] = await startGroup(hosts);
  await now('talking');
  for (let i = 0; i < LINES; i++) {
    atAna.type(`Ana ${i}`);
    atBen.type(`Ben ${i}`);
    atCleo.type(`Cleo ${i}`);
  }
  await atCleo.until(() => sent(atCleo).length >= 50, 'fifty sent');
  // However fast it was with those before: it has more to say, and dies before it can.
  for (let i = LINES; i < 2 * LINES; i++) atCleo.type(`Cleo ${i}`);
  atCleo.kill('SIGKILL');
  await atCleo.exit();
  const before = sent(atCleo);
  expect(before.length).toBeLessThan(2 * LINES);

  await now('killed');
  const back = cleo.start(ana);
  await sees(back, 'direct', [ana, ben]);
  await history(back); // what it already holds is told only when asked for
  await say(back, 'where was I?');
  for (const peer of [atAna, atBen]) {
    await peer.until(() => sent(peer).length === LINES, 'everything sent');
  }
  const peers = [atAna, atBen, back];
  const all = [...before, ...sent(...peers)];
  await arrived(all, peers, CATCH_UP_BOUND_MS);
  await expectSameHistory(peers, all);
}
