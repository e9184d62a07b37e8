import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './support/launch.ts';
import { askForPowers, reachOut, runText } from './support/provocations.ts';

test('text never becomes code', async ({ launch }) => {
  const { app, page } = await launch({ provoking: true });
  const outcomes = await page.evaluate(runText);
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);

  // The same attempts where the policy is switched off: every one of them is able to run.
  const tools = await app.context().newCDPSession(page);
  await tools.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
  const without = await page.evaluate(runText);
  expect(Object.entries(without).filter(([, outcome]) => outcome !== 'ran')).toEqual([]);
  expect(Object.keys(without)).toEqual(Object.keys(outcomes));
});

test('nothing is fetched, shown or connected to from outside', async ({ launch }) => {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url }, answer) => {
    asked.push(url);
    answer.writeHead(200, { 'access-control-allow-origin': '*' }).end();
  }).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { page, app } = await launch({ provoking: true });
    const refused = await page.evaluate(reachOut, host);
    expect(Object.entries(refused).filter(([, so]) => !so)).toEqual([]);
    // Nor by a way that the page's policy does not see.
    const around = await app.evaluate(
      ({ session }, url) => session.defaultSession.fetch(url).then(String, String),
      `http://${host}/around`,
    );
    expect(around).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(asked).toEqual([]);
    // That there is somebody to be reached.
    await fetch(`http://${host}/control`);
    expect(asked).toEqual(['/control']);
  } finally {
    server.close();
  }
});

test('no power of the system is granted', async ({ launch }) => {
  const { page } = await launch({ provoking: true });
  expect(await page.evaluate(askForPowers)).toEqual([]);
});
