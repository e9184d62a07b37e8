import { createServer, type Server } from 'node:net';
import { expect, test } from './support/launch.ts';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

test('everything wrong is said beside its field before anything is dialled', async ({ launch }) => {
  let dialled = 0;
  const server = createServer(() => {
    dialled += 1;
  });
  const port = await listening(server);
  const ana = await launch();
  await ana.join({ name: '', port: '70000', seeds: `127.0.0.1:${port} 10.0.0.300:80 nonsense` });
  await expect(ana.field('Your name')).toHaveAccessibleDescription(/Enter your name/);
  await expect(ana.field('Port')).toHaveAccessibleDescription(/70000.*is not a port/);
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(
    /10\.0\.0\.300.*not an address/,
  );
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/nonsense.*not an address/);
  await expect(ana.formError).toContainText('Enter your name');
  await expect(ana.field('Your name')).toBeFocused();
  expect(dialled).toBe(0);

  await ana.join({ name: 'A'.repeat(33), port: '0', seeds: '' });
  await expect(ana.field('Your name')).toHaveAccessibleDescription(/33 of at most 32/);
  await ana.join({ name: 'Ana' });
  await expect(ana.notice('Ana created the group')).toBeVisible();
  server.close();
});

test('a port that is taken has its sentence, and another can be tried at once', async ({
  launch,
}) => {
  const server = createServer();
  const port = await listening(server);
  const ana = await launch();
  await ana.join({ name: 'Ana', port: String(port) });
  await expect(ana.formError).toContainText(`Port ${port} is taken by another program`);
  await expect(ana.field('Port')).toBeFocused();
  await ana.join({ port: '0' });
  await expect(ana.notice('Ana created the group')).toBeVisible();
  server.close();
});

test('a port that is taken is said too where the command line asked for it', async ({ launch }) => {
  const server = createServer();
  const port = await listening(server);
  const ana = await launch({ name: 'Ana', port });
  await expect(ana.formError).toContainText(`Port ${port} is taken by another program`);
  await expect(ana.field('Port')).toHaveValue(String(port));
  server.close();
});

test('a free port is offered, and a short secret is refused with words that would do', async ({
  launch,
}) => {
  const ana = await launch();
  await expect(ana.field('Port')).toHaveValue(/^\d+$/);
  await ana.join({ name: 'Ana', secret: 'open sesame' });
  await expect(ana.field('Secret')).toHaveAccessibleDescription(
    /Too short.*for example “[a-z]+( [a-z]+){5}”/,
  );
});

test('a seed that is silent or is no Parley peer has its sentence', async ({ launch }) => {
  // Whoever gives it up resets the connection.
  const silent = createServer((socket) => socket.on('error', () => socket.destroy()));
  const rude = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  const [silentPort, rudePort] = [await listening(silent), await listening(rude)];
  const ana = await launch();
  await ana.join({ name: 'Ana', seeds: `127.0.0.1:${rudePort} 127.0.0.1:${silentPort}` });
  await expect(ana.notice('Ana created the group')).toBeVisible();
  await expect(ana.alerts.filter({ hasText: `:${rudePort}` })).toContainText('not a Parley peer');
  await expect(ana.alerts.filter({ hasText: `:${silentPort}` })).toContainText('did not answer');
  silent.close();
  rude.close();
});

test('a seed of another group says which, and the next seed is tried', async ({
  launch,
  startPeer,
}) => {
  const design = await startPeer({ name: 'Dora', args: ['--group', 'design'] });
  const lobby = await startPeer({ name: 'Leo' });
  const ana = await launch();
  const seeds = `${await design.address()}\n${await lobby.address()}`;
  await ana.join({ name: 'Ana', seeds, group: 'lobby' });
  await lobby.peer('peer-joined', 'Ana');
  await expect(ana.alerts.filter({ hasText: 'design' })).toContainText('is in “design”');
});

test('with no group named, the first seed’s is taken', async ({ launch, startPeer }) => {
  const design = await startPeer({ name: 'Dora', args: ['--group', 'design'] });
  const ana = await launch();
  await ana.join({ name: 'Ana', seeds: await design.address() });
  await expect(ana.page.getByRole('heading', { name: 'design' })).toBeVisible();
  await design.peer('peer-joined', 'Ana');
});
