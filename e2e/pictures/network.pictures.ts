import { offsetOfMoment, shoot } from '../support/camera.ts';
import { expect, test } from '../support/launch.ts';
import { Wire } from '../support/wire.ts';

/** Silence is noticed within 15 s; then somebody dials again, after a pause of up to 16 s. */
const NOTICED = { timeout: 30_000 };
const GROUP = ['--group', 'Lab 3'];

test('a network that comes apart and together again', async ({ launch, startPeer }) => {
  const clockOffsetMs = offsetOfMoment();
  // Ana - wire - Cleo, and Ben at Ana, Dario at Cleo: whoever learns no addresses has no other way.
  const here = { args: [...GROUP, '--no-mesh'], clockOffsetMs };
  const ana = await launch({ ...here, name: 'Ana', port: 0 });
  const wire = await Wire.to(await ana.address());
  const cleo = await startPeer({ ...here, name: 'Cleo', seeds: [wire.address] });
  const edge = { args: [...GROUP, '--no-mesh', '--no-listen'], clockOffsetMs };
  const ben = await startPeer({ ...edge, name: 'Ben', seeds: [await ana.address()] });
  const dario = await startPeer({ ...edge, name: 'Dario', seeds: [await cleo.address()] });
  await expect(ana.person('Dario')).toContainText('through Cleo');
  await ana.say('The electrician is here. The switch on the second floor goes off in a minute.');
  cleo.say('Fine, we are at the back of the building.');
  await expect(ana.message('Cleo', 'Fine, we are at the back of the building.')).toBeVisible();
  wire.break();
  await expect(ana.notice('cannot reach')).toBeVisible(NOTICED);
  ben.say('There it goes.');
  dario.say('Nobody hears us at the front, it seems.');
  await expect(ana.message('Ben', 'There it goes.')).toBeVisible();
  await ana.say('They will read it when the switch is back.');
  await ben.message('They will read it when the switch is back.');
  await shoot(ana, 'split', ['wide-light']);
  wire.mend();
  await expect(ana.notice('Together again')).toBeVisible(NOTICED);
  await shoot(ana, 'together-again');
  await wire.close();
});

test('much to catch up with', async ({ launch, startPeer }) => {
  const clockOffsetMs = offsetOfMoment();
  const there = { args: GROUP, clockOffsetMs };
  const lines = 8_000;
  const ben = await startPeer({ ...there, name: 'Ben' });
  for (let i = 1; i <= lines; i++) ben.say(`Reading ${i}: ${(i * 37) % 101} mV`);
  await ben.message(`Reading ${lines}: ${(lines * 37) % 101} mV`);
  const wire = await Wire.to(await ben.address());
  const ana = await launch({ clockOffsetMs });
  await ana.join({ name: 'Ana', port: '0', seeds: wire.address });
  await ana.page.getByRole('progressbar', { name: 'Catching up' }).waitFor();
  // What is on its way stays there, until the silence is noticed.
  wire.break();
  await shoot(ana, 'catching-up');
  await wire.close();
});
