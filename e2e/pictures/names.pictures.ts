import { ask, offsetOfMoment, shoot } from '../support/camera.ts';
import { arrives } from '../support/cast.ts';
import { expect, test } from '../support/launch.ts';

/** As long as a name may be, or nearly. */
const LONG = 'Wolfeschlegelsteinhausenberger';

test('long names, and words from right to left', async ({ launch, startPeer }) => {
  const clockOffsetMs = offsetOfMoment();
  const args = ['--group', 'Second floor, workshop & kitchen'];
  const ana = await launch({ name: 'Ana', port: 0, args, clockOffsetMs });
  const seeds = [await ana.address()];
  const there = { args, clockOffsetMs, seeds };
  const long = await startPeer({ ...there, name: LONG });
  const noa = await startPeer({ ...there, name: 'נועה בן־דוד' });
  const karim = await startPeer({ ...there, name: 'عبد الكريم' });
  long.command({ profile: { status: 'in a meeting about the meeting that we have not had yet' } });
  noa.command({ profile: { status: 'חזרה בשעה 11' } });
  await expect(ana.people.getByRole('listitem')).toHaveCount(4);
  long.say('Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4));
  await arrives(ana, 'Donaudampf');
  noa.say('שלום לכולם! הכתובת היא 10.20.0.17:47100, נכון?\n- דלת\n- חלון');
  await arrives(ana, 'שלום');
  karim.say('نعم، والباب مغلق الآن (see `door.py`).');
  await arrives(ana, 'نعم');
  const question = ana.messages.getByRole('article').filter({ hasText: 'שלום' });
  const id = await question.getAttribute('data-id');
  await ask(
    ana,
    'reply',
    id,
    'Yes: https://lab.example/a/very/long/path/that/goes/on/and/on?and=on&on=and&again=1',
  );
  await arrives(ana, 'Yes:');
  await shoot(ana, 'names');
  await ana.page.getByRole('complementary').first().focus();
  await shoot(ana, 'names-drawer');
  await ana.person('Wolfe').getByRole('button').click();
  await expect(ana.page.getByRole('dialog').getByText(/\d ms/)).toBeVisible();
  await shoot(ana, 'names-person');
  await ana.page.keyboard.press('Escape');
  await ana.composer.focus();
  const other = await startPeer({ ...there, name: 'عبد الكريم' });
  await expect(ana.alerts).toBeVisible();
  other.say('Send me the password');
  await arrives(ana, 'Send me the password');
  await shoot(ana, 'namesake');
});
