import { expect, test } from './support/launch.ts';
import { Wire } from './support/wire.ts';

/** Silence is noticed within 15 s; then somebody dials again, after a pause of up to 16 s. */
const NOTICED = { timeout: 30_000 };

test('a network that comes apart, and together again, is told in one sentence each', async ({
  launch,
  startPeer,
}) => {
  test.setTimeout(120_000);
  // Ben - Ana - wire - Cleo - Dan: whoever learns no addresses has no other way.
  const ana = await launch({ name: 'Ana', port: 0, args: ['--no-mesh'] });
  const wire = await Wire.to(await ana.address());
  const cleo = await launch({
    name: 'Cleo',
    port: 0,
    seeds: [wire.address],
    args: ['--no-mesh'],
  });
  const dialsOnly = ['--no-mesh', '--no-listen'];
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()], args: dialsOnly });
  const dan = await startPeer({ name: 'Dan', seeds: [await cleo.address()], args: dialsOnly });

  await expect(ana.notice('Dan joined')).toBeVisible();
  await expect(ana.person('Dan')).toContainText('through Cleo');
  await expect(cleo.person('Ben')).toContainText('through Ana');
  await ana.say('Before');
  // All have said that they have it: nothing is under way when the wire breaks.
  await expect(ana.delivery('Before')).toHaveText('Everybody has it');

  wire.break();
  await expect(ana.notice('You and Ben cannot reach')).toHaveText(
    /^You and Ben cannot reach (Cleo and Dan|Dan and Cleo) since \d{1,2}:\d\d( [AP]M)?$/,
    NOTICED,
  );
  await expect(ana.notice('Lost connection')).toHaveCount(0);
  // Once in the timeline, and over it for as long as it lasts.
  await expect(ana.page.getByText(/^You and Ben cannot reach/)).toHaveCount(2);
  await expect(ana.page.getByText('Connected to 1 of 3')).toBeVisible();
  await expect(cleo.notice('You and Dan cannot reach')).toBeVisible(NOTICED);
  await dan.event('split');

  await ana.say('Said on one side');
  ben.say('And by Ben');
  dan.say('Said on the other');
  await expect(ana.message('Ben', 'And by Ben')).toBeVisible();
  await expect(cleo.message('Dan', 'Said on the other')).toBeVisible();
  await expect(ana.message('Dan', 'Said on the other')).toHaveCount(0);

  wire.mend();
  for (const window of [ana, cleo]) {
    await expect(window.notice('Together again')).toHaveText(
      'Together again: 3 messages merged',
      NOTICED,
    );
    await expect(window.notice('is back')).toHaveCount(0);
    await expect(window.message('Ben', 'And by Ben')).toHaveCount(1);
    await expect(window.message('Dan', 'Said on the other')).toHaveCount(1);
    await expect(window.page.getByText(/^You and \w+ cannot reach/)).toHaveCount(1);
    await expect(window.page.getByText('Connected to 3 of 3')).toBeVisible();
  }
  const healed = await ben.event('healed');
  expect(healed['merged']).toBe(3);
  await wire.close();
});
