import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import { ip } from './support/ip.ts';
import {
  namespaces,
  removeLeftovers,
  removeNamespace,
  uniquePrefix,
} from './support/namespaces.ts';
import { networkTest } from './support/network-test.ts';

networkTest('what an interrupted run has left is removed, and nothing else', async () => {
  const gone = spawn('true');
  await once(gone, 'exit');
  const living = `${uniquePrefix()}-living`;
  const left = living.replace(`-${process.pid}-`, `-${gone.pid}-`);
  const foreign = `x-${left}`;
  for (const name of [living, left, foreign]) {
    await ip([`netns add ${name}`]);
    onTestFinished(async () => {
      if ((await namespaces()).includes(name)) await removeNamespace(name);
    });
  }
  const stray = spawn('ip', ['netns', 'exec', left, 'cat'], { stdio: ['pipe', 'pipe', 'ignore'] });
  stray.stdin.write('ready');
  await once(stray.stdout, 'data');
  const ended = once(stray, 'exit');
  await removeLeftovers();
  expect(await ended).toEqual([null, 'SIGKILL']);
  const now = await namespaces();
  expect([living, left, foreign].map((name) => now.includes(name))).toEqual([true, false, true]);
});
