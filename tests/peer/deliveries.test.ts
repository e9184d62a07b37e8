import { expect, test } from 'vitest';
import { Deliveries } from '../../src/peer/deliveries.ts';
import { log, peer } from '../support/entries.ts';

const OWN = log(1);

function told(deliveries: Deliveries, by: number, seq: number): readonly string[] {
  return deliveries
    .held(peer(by), OWN, seq)
    .map((fact) =>
      fact.type === 'delivered' ? `${fact.id.split('.').at(-1)}: ${fact.to.length}` : '',
    );
}

test('each message tells once of each member that holds it', () => {
  const deliveries = new Deliveries(OWN);
  for (const seq of [2, 3, 5]) deliveries.sent(seq);
  expect(told(deliveries, 7, 3)).toEqual(['2: 1', '3: 1']);
  expect(told(deliveries, 7, 3)).toEqual([]);
  expect(told(deliveries, 8, 5)).toEqual(['2: 2', '3: 2', '5: 1']);
  expect(told(deliveries, 7, 5)).toEqual(['5: 2']);
});

test('somebody else’s log says nothing of our messages', () => {
  const deliveries = new Deliveries(OWN);
  deliveries.sent(2);
  expect(deliveries.held(peer(7), log(2), 9)).toEqual([]);
});

test('nobody is believed to hold what has not been said yet', () => {
  const deliveries = new Deliveries(OWN);
  deliveries.sent(2);
  expect(told(deliveries, 7, Number.MAX_SAFE_INTEGER)).toEqual(['2: 1']);
  deliveries.sent(3);
  expect(told(deliveries, 8, 3)).toEqual(['2: 2', '3: 1']);
});
