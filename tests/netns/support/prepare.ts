import type { TestProject } from 'vitest/node';
import { aptInstall, aptUpdate } from '../../../scripts/linux/apt.ts';
import { isOnPath } from '../../../scripts/linux/programs.ts';
import { explain } from '../../../scripts/run-script.ts';
import { ip } from './ip.ts';
import { removeLeftovers, uniquePrefix } from './namespaces.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why no network namespaces can be made here; null where they can. */
    readonly noNamespaces: string | null;
  }
}

/**
 * Runs once before the tests in network namespaces: finds out whether these can be made, gets what
 * is lacking for it, and removes what an interrupted run has left. So does what it returns, after
 * the last test.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const obstacle = await findObstacle();
  project.provide('noNamespaces', obstacle);
  if (obstacle !== null) {
    console.error(`The tests in tests/netns are skipped: ${obstacle}`);
    return async () => undefined;
  }
  await removeLeftovers();
  return removeLeftovers;
}

async function findObstacle(): Promise<string | null> {
  if (process.platform !== 'linux') return 'only Linux has network namespaces';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  try {
    if (!(await isOnPath('ip', process.env))) await installIp();
    await tryOut();
    return null;
  } catch (error) {
    return `no network namespaces here: ${explain(error)}`;
  }
}

/** As for the window (scripts/prepare-linux.ts): root on a Debian or Ubuntu gets it installed. */
async function installIp(): Promise<void> {
  if (!(await isOnPath('apt-get', process.env))) throw new Error('there is no program "ip".');
  console.error('Installing with apt what is missing: iproute2 ...');
  await aptUpdate();
  await aptInstall(['iproute2']);
}

/** A container may have root and still be refused: makes what every test makes. */
async function tryOut(): Promise<void> {
  const name = `${uniquePrefix()}-try`;
  await ip([`netns add ${name}`]);
  try {
    await ip(['link add br0 type bridge', 'link add eth0 type veth peer name port0'], name);
  } finally {
    await ip([`netns del ${name}`]);
  }
}
