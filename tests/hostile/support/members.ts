import { randomBytes } from 'node:crypto';
import { header } from '../../support/frame-writer.ts';
import { type Attack, asMember, asUngreeted, times } from './attack.ts';

const CONTROL = 1;
/** What a name must not hold: overrides, marks without width, control characters, and no name at all. */
const NAMES: readonly string[] = [
  ...[
    'a\u202eb',
    'a\u2066b',
    'a\u200fb',
    'a\u200bb',
    'a\u0000b',
    'a\u001b[31mb',
    'a\nb',
    'a\u007fb',
  ],
  ...['', ' ', 'x'.repeat(33), 'ｗide'],
];
const ID = 'ab'.repeat(32);

/** What somebody can say who has a key, and is let in where there is no secret. */
export const MEMBERS: readonly Attack[] = [
  {
    name: 'Garbage after the handshake',
    tried: '25 links, frames that nobody has sealed',
    run: async (scene) => {
      await asMember(
        scene,
        times(25, () => (intruder) => intruder.frame(randomBytes(500))),
      );
      return 'each link ended, bad-input';
    },
  },
  {
    name: 'A member’s frame announced too long',
    tried: '25 links, 262,209 bytes to 4 GiB announced',
    run: async (scene) => {
      await asMember(
        scene,
        times(25, (n) => (intruder) => intruder.write(header(n % 2 ? 262_209 : 0xffff_ffff))),
      );
      return 'each link ended, bad-input';
    },
  },
  {
    name: 'Deep JSON',
    tried: '25 links, 17 to 60,000 deep',
    run: async (scene) => {
      await asMember(
        scene,
        times(25, (n) => (intruder) => {
          const depth = [17, 4_000, 60_000][n % 3] ?? 17;
          intruder.content(
            CONTROL,
            `{"t":"ping","n":1,"x":${'['.repeat(depth)}${']'.repeat(depth)}}`.slice(0, 65_000),
          );
        }),
      );
      return 'each link ended, bad-input';
    },
  },
  {
    name: 'Wide JSON',
    tried: '25 links, 257 to 6,000 keys',
    run: async (scene) => {
      await asMember(
        scene,
        times(25, (n) => (intruder) => {
          const keys = times(n % 2 ? 257 : 6_000, (k) => `"k${k}":0`);
          intruder.content(CONTROL, `{"t":"ping","n":1,"x":{${keys.join()}}}`);
        }),
      );
      return 'each link ended, bad-input';
    },
  },
  {
    name: 'Polluted prototypes',
    tried: '24 links: __proto__, constructor, escaped and nested',
    run: async (scene) => {
      const poison = [
        '{"t":"ping","n":1,"__proto__":{"polluted":true}}',
        '{"t":"ping","n":1,"x":{"constructor":{"prototype":{"polluted":true}}}}',
        '{"t":"ping","n":1,"\\u005f_proto__":{"polluted":true}}',
        '{"t":"hello","__proto__":[]}',
      ];
      await asMember(
        scene,
        times(24, (n) => (intruder) => intruder.content(CONTROL, poison[n % 4] ?? '')),
      );
      return 'each link ended, bad-input';
    },
  },
  {
    name: 'Text that is not UTF-8',
    tried: '24 links: lone bytes, overlong, surrogates, cut off',
    run: async (scene) => {
      const bad = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]];
      await asMember(
        scene,
        times(24, (n) => (intruder) => {
          const said = [
            Buffer.from('{"t":"ping","n":1,"x":"'),
            Buffer.from(bad[n % 4] ?? []),
            Buffer.from('"}'),
          ];
          intruder.content(CONTROL, Buffer.concat(said));
        }),
      );
      return 'each link ended, bad-input';
    },
  },
  {
    name: 'Names that show as something else',
    tried: `${2 * NAMES.length} links: bidi, control, invisible, too long; one’s own and others’`,
    run: async (scene) => {
      await asUngreeted(
        scene,
        NAMES.map((name) => (intruder) => intruder.hello({ name })),
      );
      await asMember(
        scene,
        NAMES.map((name) => (intruder) => {
          const peer = { id: ID, name, epoch: 'cd'.repeat(8), addresses: [] };
          intruder.say({ t: 'neighbours', peers: [peer] });
        }),
      );
      return 'each link ended, bad-input; none was shown';
    },
  },
];
