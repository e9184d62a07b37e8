// src/peer/link.ts, src/peer/introduction.ts, src/peer/opening.ts, src/peer/charges.ts, src/peer/courier.ts, src/peer/inlet.ts, src/peer/outlet.ts, src/peer/heartbeat.ts, src/core/allowance.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { Allowance } from '../../src/core/allowance.ts';
import { encodeFrame } from '../../src/core/frame.ts';
import type { ConnectionHandlers } from '../../src/core/ports.ts';
import {
  encodeAnswer,
  encodeMessage,
  encodePreamble,
  type WireMessage,
} from '../../src/core/wire.ts';
import { identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { Link } from '../../src/peer/link.ts';
import type { LinkEnd } from '../../src/peer/link-host.ts';
import { epoch } from '../support/entries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { fuzz, fuzzAsync } from './fuzz.ts';
import { mutated, write } from './json-trees.ts';
import { answer, hello, message, preamble } from './messages.ts';

const THEM = identityFromSeed(Buffer.alloc(32, 2));
const HELLO: WireMessage = {
  t: 'hello',
  versions: [1, 1],
  features: [],
  group: null,
  name: 'Ana',
  epoch: epoch(1),
  linked: false,
  port: null,
  addresses: [],
};
/** As a frame of the opening, or sealed, which here adds nothing. */
const bytes = (each: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(each, fc.boolean()).map(([payload, isSealed]) => {
    const frame = encodeFrame(payload.length === 0 ? Buffer.of(0) : payload);
    return isSealed ? encodeFrame(frame) : frame;
  });
const text = (each: fc.Arbitrary<string>, channel?: number): fc.Arbitrary<Uint8Array> =>
  bytes(
    each.map((said) =>
      Buffer.concat([Buffer.from(channel === undefined ? [] : [channel]), Buffer.from(said)]),
    ),
  );

/** What the other end does next: what is due now (`go on`), anything else, or nothing for a while. */
type Act =
  | { readonly do: 'go on' | 'close' | 'drain' | 'full' | 'probe' | 'abort' | 'goodbye' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'send'; readonly bytes: Uint8Array; readonly cut: number };
const send = fc.oneof(
  bytes(message.map(encodeMessage)),
  bytes(hello.map(encodeMessage)),
  text(mutated(message).map(write), 1),
  text(mutated(preamble).map(write)),
  bytes(preamble.map(encodePreamble)),
  bytes(answer.map(encodeAnswer)),
  bytes(fc.uint8Array({ minLength: 1, maxLength: 64 })),
  fc.uint8Array({ maxLength: 10 }),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: fc.constant({ do: 'go on' as const }), weight: 8 },
  {
    arbitrary: fc
      .tuple(send, fc.nat())
      .map(([said, cut]) => ({ do: 'send' as const, bytes: said, cut })),
    weight: 6,
  },
  {
    arbitrary: fc
      .constantFrom(1, 500, 5_000, 11_000, 16_000)
      .map((ms) => ({ do: 'wait' as const, ms })),
    weight: 2,
  },
  {
    arbitrary: fc
      .constantFrom(...(['close', 'drain', 'full', 'probe', 'abort', 'goodbye'] as const))
      .map((what) => ({ do: what })),
    weight: 1,
  },
);

fuzzAsync(
  'a link that hears anything at all ends at most once, with a reason, and throws nothing',
  2_500,
  fc.tuple(fc.boolean(), fc.array(act, { maxLength: 14 })),
  async ([dials, acts]) => {
    const clock = new ManualClock();
    const crypto = plainCrypto(identityFromSeed(Buffer.alloc(32, 1)));
    const ends: LinkEnd[] = [];
    const told: string[] = [];
    const given: ConnectionHandlers[] = [];
    let [shut, ended, full, queued] = [false, false, false, 0];
    const close = (): void => {
      if (shut) return;
      shut = true;
      given[0]?.closed(null);
    };
    const link = new Link(
      {
        remote: { host: '10.0.0.2', port: 1 },
        start: (each) => given.push(each),
        write: () => {
          expect(ended || shut, 'written after the end').toBe(false);
          return !full;
        },
        end: () => {
          expect(ended, 'ended twice').toBe(false);
          ended = true;
        },
        destroy: close,
        pause: () => undefined,
        resume: () => undefined,
      },
      dials ? { host: '10.0.0.2', port: 1 } : null,
      {
        clock,
        preamble: () => ({ parley: [1, 1], nonce: '0'.repeat(32), tag: null }),
        admit: ({ tag }) =>
          tag === null
            ? { answer: 'welcome', version: 1 }
            : { answer: 'refused', code: 'other-group', group: null },
        handshake: (role, prologue) => crypto.handshake(role, prologue, null),
        hello: () => ({ ...HELLO, t: 'hello' }) as Extract<WireMessage, { t: 'hello' }>,
        isSecondDial: () => false,
        linkUp: () => {
          told.push('up');
          expect(link.isUp && link.isKnown && link.remote === peerIdOf(THEM)).toBe(true);
        },
        linkMessage: (_, said) => {
          expect(told[0], said.t).toBe('up');
          expect(ends).toEqual([]);
          told.push(said.t);
        },
        linkMeasured: () => undefined,
        slept: () => undefined,
        linkQueued: (more) => {
          queued += more;
          expect(queued).toBeGreaterThanOrEqual(0);
        },
        linkDrained: () => undefined,
        linkFlooding: () => undefined,
        linkEnded: (_, end) => ends.push(end),
      },
    );
    const sealed = (said: WireMessage): Uint8Array => encodeFrame(encodeMessage(said));
    const steps = dials
      ? [encodeAnswer({ answer: 'welcome', version: 1 }), THEM.publicKey, sealed(HELLO)]
      : [
          encodePreamble({ parley: [1, 1], nonce: '1'.repeat(32), tag: null }),
          Buffer.of(1),
          THEM.publicKey,
          sealed(HELLO),
        ];
    const hear = (chunk: Uint8Array): void => {
      if (!shut) given[0]?.data(chunk);
    };
    for (const each of acts) {
      switch (each.do) {
        case 'go on':
          hear(encodeFrame(steps.shift() ?? sealed({ t: 'ping', n: 1 })));
          break;
        case 'send': {
          const at = each.cut % (each.bytes.length + 1);
          hear(each.bytes.subarray(0, at));
          hear(each.bytes.subarray(at));
          break;
        }
        case 'wait':
          await clock.advance(each.ms);
          break;
        case 'close':
          close();
          break;
        case 'drain':
          full = false;
          if (!shut) given[0]?.drained();
          break;
        case 'full':
          full = true;
          break;
        case 'probe':
          link.probe();
          break;
        case 'abort':
          link.abort('no more');
          break;
        case 'goodbye':
          link.close('leaving', 'Leaving');
          break;
      }
      expect(told.filter((what) => what === 'up').length).toBeLessThanOrEqual(1);
      expect(ends.length).toBe(shut ? 1 : 0);
    }
    // Whoever says nothing more is given up: what began ends, once.
    await clock.advance(40_000);
    close();
    await clock.advance(40_000);
    expect(ends.length).toBe(1);
    for (const end of ends) expect(end.how === 'closed' ? end.message : end.how).not.toBe('');
    expect(queued).toBe(0);
    expect(clock.waiting).toBe(0);
  },
);

fuzz(
  'nobody may take more in a time than the rate and what may be taken at once',
  1_500,
  fc.array(fc.tuple(fc.nat(3_000), fc.integer({ min: -5_000, max: 5_000 }), fc.boolean()), {
    maxLength: 40,
  }),
  (takes) => {
    let now = 1_000_000;
    const start = now;
    let [latest, taken, last] = [now, 0, 0];
    const allowance = new Allowance(1_000, 500, now);
    for (const [amount, passed, patient] of takes) {
      now = patient ? Math.max(now, latest) + Math.abs(passed) : now + passed;
      latest = Math.max(latest, now);
      const waitMs = allowance.waitMs(now);
      expect(waitMs >= 0 && Number.isFinite(waitMs)).toBe(true);
      if (waitMs > 0) continue;
      allowance.take(amount, now);
      taken += amount;
      last = amount;
    }
    const clockSetBack = takes.some(([, passed, patient]) => !patient && passed < 0);
    if (!clockSetBack) expect(taken - last).toBeLessThanOrEqual(500 + latest - start + 1);
  },
);
