// src/peer/session.ts, src/peer/early.ts, src/peer/neighbourhood.ts, src/peer/statements.ts, src/peer/inquiries.ts, src/peer/replica.ts, src/peer/pull.ts,
// src/peer/counter.ts, src/peer/redial.ts, src/peer/places.ts, src/peer/links.ts, src/peer/gate.ts, src/peer/witness.ts,
// src/peer/deliveries.ts, src/peer/splits.ts, src/peer/clock-watch.ts, src/peer/catch-up.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { encodeMessage, type WireMessage } from '../../src/core/wire.ts';
import { page } from '../support/author.ts';
import { Group } from '../support/group.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';
import { record, said } from './arbitraries.ts';
import { fuzzAsync } from './fuzz.ts';
import { message } from './messages.ts';

/** What a member says who is up to no good, or not quite well. */
type Act =
  | { readonly do: 'say'; readonly message: WireMessage; readonly as: number }
  | {
      readonly do: 'write';
      readonly texts: readonly string[];
      readonly seq: number;
      readonly why: string;
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'talk' | 'again' };
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: record<Extract<Act, { do: 'say' }>>({
      do: fc.constant('say'),
      message,
      as: fc.nat(3),
    }),
    weight: 10,
  },
  {
    arbitrary: record<Extract<Act, { do: 'write' }>>({
      do: fc.constant('write'),
      texts: fc.array(said, { minLength: 1, maxLength: 3 }),
      seq: fc.nat(2),
      why: fc.constantFrom('live', 'page', 'recent'),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.constantFrom(1, 60, 1_500, 6_000).map((ms) => ({ do: 'wait' as const, ms })),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom('talk' as const, 'again' as const).map((what) => ({ do: what })),
    weight: 1,
  },
);

fuzzAsync(
  'whatever a member says, the others go on talking, in one order, and end without a timer left',
  150,
  fc.array(act, { maxLength: 20 }),
  async (acts) => {
    const group = new Group();
    const [ana, ben] = await group.mesh('ana', 'ben');
    const bring = async (): Promise<RawPeer> => {
      const fresh = await RawPeer.dial(group, 'ana');
      await fresh.shakeHands(group);
      fresh.hello();
      await group.until(() => fresh.said('neighbours') !== undefined || fresh.closed, 'a link');
      return fresh;
    };
    let raw = await bring();
    let written = 0;
    let words = 0;
    const talk = async (): Promise<void> => {
      words += 1;
      await Promise.all([ana.say(`ana ${words}`), ben.say(`ben ${words}`)]);
    };
    for (const each of acts) {
      if (raw.closed) [raw, written] = [await bring(), 0];
      const { id } = (raw.said('hello') as { group: { id: string } }).group;
      switch (each.do) {
        case 'say': {
          // About somebody who is here, as often as about somebody made up.
          const about = [null, ana.id, ben.id, raw.id][each.as] ?? null;
          const json = Buffer.from(encodeMessage(each.message)).toString();
          const made = about === null ? json : json.replaceAll(`${'0'.repeat(63)}2`, about);
          raw.contents([
            Buffer.from(made.replaceAll(/"group":"[0-9a-f]{32}"/g, `"group":"${id}"`)),
          ]);
          break;
        }
        case 'write': {
          const seq = Math.max(1, written + 1 - each.seq);
          raw.message(PAGE, page(id, each.why, [raw.author.run(id, each.texts, { seq })]));
          written = seq + each.texts.length - 1;
          break;
        }
        case 'wait':
          await group.quiet(each.ms);
          break;
        case 'talk':
          await talk();
          break;
        case 'again':
          raw.destroy();
          await group.quiet(10);
          [raw, written] = [await bring(), 0];
      }
    }
    await talk();
    await group.until(
      () =>
        [ana, ben].every(
          ({ texts }) => texts.includes(`ana ${words}`) && texts.includes(`ben ${words}`),
        ),
      'the others talk on',
      60_000,
    );
    for (const one of [ana, ben]) {
      expect(one.all('error')).toEqual([]);
      expect(new Set(one.told).size).toBe(one.told.length);
      for (let n = 1; n <= words; n++)
        expect(one.texts.filter((text) => text === `ana ${n}`).length).toBe(1);
      expect(one.roster[one === ana ? 'ben' : 'ana']).toBe('direct');
    }
    const honest = (texts: readonly string[]): readonly string[] =>
      texts.filter((text) => /^(ana|ben) \d+$/.test(text));
    expect(honest(ana.texts)).toEqual(honest(ben.texts));
    raw.destroy();
    await Promise.all([ana.leave(), ben.leave()]);
    await group.quiet(120_000);
    expect(group.clock.waiting).toBe(0);
  },
);
