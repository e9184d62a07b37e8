import { expect } from 'vitest';
import type { PeerProcess } from '../support/peer-process.ts';
import { LOST_BOUND_MS, REUNION_BOUND_MS } from './support/bounds.ts';
import { startGroup } from './support/group.ts';
import type { Host } from './support/host.ts';
import { arrived, expectSameHistory, history, sent, shown } from './support/messages.ts';
import { Network } from './support/network.ts';
import { networkTest } from './support/network-test.ts';
import { joined, tells } from './support/people.ts';

/** What all eight send between them. */
const TOTAL = 10_000;
/** Any of the steps of so much traffic, on two cores with other tests beside it. */
const STEP_BOUND_MS = 60_000;

/** What somebody has said, through every crash. */
class Talker {
  readonly host: Host;
  readonly #runs: PeerProcess[];
  #typed = 0;
  /** Of these, before the program that runs now was started. */
  #typedBefore = 0;

  constructor(host: Host, peer: PeerProcess) {
    this.host = host;
    this.#runs = [peer];
  }

  get peer(): PeerProcess {
    return this.#runs.at(-1) as PeerProcess; // there is one from the beginning
  }

  /** All that any of its programs has called sent. */
  get sent(): readonly string[] {
    return sent(...this.#runs);
  }

  /** Types until so many will have been sent; no text comes twice. */
  talkUpTo(count: number): void {
    const underWay = this.#typed - this.#typedBefore - sent(this.peer).length;
    const missing = count - this.sent.length - underWay;
    for (let i = 0; i < missing; i++) this.peer.type(`${this.host.name} says ${this.#typed++}`);
  }

  async hasSent(count: number): Promise<void> {
    const enough = (): boolean => this.sent.length >= count;
    await this.peer.until(enough, `${count} sent by ${this.host.name}`, STEP_BOUND_MS);
  }

  /** Killed in mid-sentence, and started again on the same disk. */
  async crash(seed: Talker): Promise<void> {
    this.peer.kill('SIGKILL');
    await this.peer.exit();
    this.#typedBefore = this.#typed;
    const peer = this.host.start(seed.host);
    this.#runs.push(peer);
    await joined(peer);
    await history(peer); // what it already holds is told only when asked for
  }
}

networkTest('eight who were split and killed while they said 10,000 things agree', async () => {
  const network = await Network.of('Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana');
  const peers = await startGroup(network.hosts);
  const everybody = network.hosts.map((host, i) => new Talker(host, peers[i] as PeerProcess));
  const [left, right] = [everybody.slice(0, 4), everybody.slice(4)];
  const [ana, ben, , , eva, finn] = everybody as [Talker, Talker, Talker, Talker, Talker, Talker];
  const share = TOTAL / everybody.length;
  const everybodyTalksUpTo = (count: number): void => {
    for (const talker of everybody) talker.talkUpTo(count);
  };

  everybodyTalksUpTo(0.5 * share);
  await ana.peer.until(() => shown(ana.peer) >= 0.1 * TOTAL, 'the first of it', STEP_BOUND_MS);
  const since = Date.now();
  await network.cut(
    left.map(({ host }) => host),
    right.map(({ host }) => host),
  );
  await Promise.all([ben.crash(ana), finn.crash(eva)]);
  everybodyTalksUpTo(0.5 * share);
  await Promise.all(everybody.map((talker) => talker.hasSent(0.5 * share)));
  await Promise.all([
    ...left
      .filter((one) => one !== ben)
      .map(({ peer }) => tells(peer, 'peer-lost', eva.host, since, LOST_BOUND_MS)),
    ...right
      .filter((one) => one !== finn)
      .map(({ peer }) => tells(peer, 'peer-lost', ana.host, since, LOST_BOUND_MS)),
  ]);

  everybodyTalksUpTo(share);
  await network.heal();
  await Promise.all([eva.crash(ana), ben.crash(ana)]);
  everybodyTalksUpTo(share);
  await Promise.all(everybody.map((talker) => talker.hasSent(share)));

  const all = everybody.flatMap((talker) => talker.sent);
  expect(all).toHaveLength(TOTAL);
  const running = everybody.map(({ peer }) => peer);
  await arrived(all, running, REUNION_BOUND_MS);
  await expectSameHistory(running, all);
});
