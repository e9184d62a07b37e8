import { expect, test } from 'vitest';
import { type JoinForm, parseJoinForm, SECRET_UNSUPPORTED } from '../../src/core/join-form.ts';

const FILLED: JoinForm = {
  name: 'Ana',
  port: '8080',
  seeds: '10.0.0.7:4242, [::1]:5',
  host: '192.168.1.20',
  group: 'design',
  secret: '',
};

function problems(part: Partial<JoinForm>): Record<string, string> {
  const parsed = parseJoinForm({ ...FILLED, ...part });
  return parsed.ok
    ? {}
    : Object.fromEntries(parsed.error.map(({ field, message }) => [field, message]));
}

test('a filled form becomes what a peer needs', () => {
  expect(parseJoinForm(FILLED)).toEqual({
    ok: true,
    value: {
      name: 'Ana',
      port: 8080,
      host: '192.168.1.20',
      group: 'design',
      seeds: [
        { host: '10.0.0.7', port: 4242 },
        { host: '::1', port: 5 },
      ],
    },
  });
});

test('blank fields mean all addresses, no seeds and the first seed’s group', () => {
  const parsed = parseJoinForm({ ...FILLED, host: ' ', seeds: '', group: '  ' });
  expect(parsed).toMatchObject({ ok: true, value: { host: null, seeds: [], group: null } });
});

test('everything that is wrong is said at once, each beside its field', () => {
  const wrong = { name: '', port: '99999', seeds: '10.0.0.300:80', host: 'a b', group: 'x\u202ey' };
  expect(problems({ ...wrong, secret: 'hush' })).toEqual({
    name: 'Enter your name.',
    port: '“99999” is not a port: use a number from 0 to 65535.',
    seeds: '“10.0.0.300” is not an address.',
    host: '“a b” is not an address of this computer.',
    group: 'The group’s name holds an invisible or control character.',
    secret: SECRET_UNSUPPORTED,
  });
});

test('two wrong seeds are both named beside the one field', () => {
  expect(problems({ seeds: '1.2.3.400:1 1.2.3.500:1' })['seeds']).toMatch(
    /1\.2\.3\.400.*1\.2\.3\.500/,
  );
});

test('a name is stored as it will be shown', () => {
  expect(parseJoinForm({ ...FILLED, name: '  Ａna  B ' })).toMatchObject({
    value: { name: 'Ana B' },
  });
});
