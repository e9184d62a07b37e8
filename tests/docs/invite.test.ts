import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatInvite, parseInvite } from '../../src/core/invite.ts';

test('the invite link of the document is one, and is written as we would write it', () => {
  const text = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
  const [link = ''] = /^parley:\/\/join#\S+$/m.exec(text) ?? [];
  const invite = parseInvite(link);
  expect(invite).toMatchObject({
    ok: true,
    value: {
      ...{ group: 'design', secret: 'ocean tiger lamp violin' },
      room: 'de2698b739930b9e3c487fea50bfb466',
    },
  });
  expect(invite.ok && formatInvite(invite.value)).toBe(link);
});
