import { type Address, formatAddress } from '../core/address.ts';
import type { Clock } from '../core/ports.ts';
import type { Failure, Params } from '../core/result.ts';
import type { Entry } from './door.ts';
import { KeyError } from './latchkeys.ts';
import type { Link } from './link.ts';
import type { DialDone, DialFailure, Links } from './links.ts';

/** A seed silent for this long is not waited for: the next is dialled beside it (RFC 8305, 5). */
const STAGGER_MS = 300;
/** Then the group is started without them; they are tried on in the background. */
const PATIENCE_MS = 3_000;

const SILENT: DialFailure = { code: 'silent', message: 'no answer yet', peer: null, group: null };

/** The seed that answered first, and the link with it; null where none did. */
export type SeedAnswer = { readonly seed: Address; readonly link: Link } | null;

/**
 * Dials the seeds in order until one answers, each as soon as the one before has failed or stayed
 * silent. `failed` hears of every seed that did not; the rest is given up once one has answered.
 * A seed that tells what it lacks to let us in is dialled once more.
 */
export function firstAnswer(
  clock: Clock,
  links: Links,
  seeds: readonly Address[],
  failed: (seed: Address, failure: DialFailure) => void,
  /** Another way to come in where a seed has refused the usual one; null where there is none. */
  otherwise: (failure: DialFailure) => Promise<Entry | null> | null,
): { readonly answer: Promise<SeedAnswer>; readonly cancel: () => void } {
  let settle: (answer: SeedAnswer) => void = () => undefined;
  const answer = new Promise<SeedAnswer>((resolve) => {
    settle = resolve;
  });
  /** Seeds that are being dialled, and what gives up on each. */
  const dialling = new Map<Address, () => void>();
  /** What those said that are asked again. */
  const said = new Map<Address, DialFailure>();
  let open = seeds.length;
  let next = 0;
  let cancelStagger = (): void => undefined;

  const finish = (result: SeedAnswer): void => {
    cancelStagger();
    cancelPatience();
    for (const cancel of dialling.values()) cancel();
    settle(result);
  };

  const giveUp = (seed: Address, failure: DialFailure): void => {
    dialling.delete(seed);
    failed(seed, { ...failure, group: failure.group ?? said.get(seed)?.group ?? null });
    open -= 1;
    if (open === 0) finish(null);
    else dialNext();
  };

  /** The seed dialled us meanwhile and that link stays: it answers, now or in a moment. */
  const awaitCrossing = (seed: Address, failure: DialFailure): void => {
    const linkUp = (): boolean => {
      const link = failure.peer === null ? undefined : links.with(failure.peer);
      if (link?.isUp) finish({ seed, link });
      return link?.isUp === true;
    };
    if (linkUp()) return;
    const cancel = clock.after(STAGGER_MS, () => {
      if (!linkUp()) giveUp(seed, failure);
    });
    dialling.set(seed, cancel);
  };

  const dial = (seed: Address, entry?: Entry): void => {
    const done: DialDone = (outcome) => {
      if (outcome.ok) finish({ seed, link: outcome.value });
      else if (outcome.error.code === 'duplicate') awaitCrossing(seed, outcome.error);
      else if (outcome.error.code === 'full') askAgain(seed, outcome.error, entry);
      else tryOtherwise(seed, outcome.error, entry === undefined);
    };
    dialling.set(seed, links.dial(seed, done, entry));
  };

  const tryOtherwise = (seed: Address, failure: DialFailure, isFirst: boolean): void => {
    const entry = isFirst ? otherwise(failure) : null;
    if (entry === null) {
      giveUp(seed, failure);
      return;
    }
    let wanted = true;
    said.set(seed, failure);
    dialling.set(seed, () => {
      wanted = false;
    });
    entry.then(
      (found) => {
        if (!wanted) return;
        if (found === null) giveUp(seed, failure);
        else dial(seed, found);
      },
      (error: unknown) => {
        const why = error instanceof KeyError ? error.failure : {};
        if (wanted) giveUp(seed, { ...failure, ...why });
      },
    );
  };

  /** No room there, for a moment only where many join at once. */
  const askAgain = (seed: Address, failure: DialFailure, entry?: Entry): void => {
    said.set(seed, failure);
    dialling.set(
      seed,
      clock.after(STAGGER_MS, () => dial(seed, entry)),
    );
  };

  const dialNext = (): void => {
    cancelStagger();
    const seed = seeds[next];
    if (seed === undefined) return;
    next += 1;
    dial(seed);
    cancelStagger = clock.after(STAGGER_MS, dialNext);
  };

  const patience = STAGGER_MS * Math.max(0, seeds.length - 1) + PATIENCE_MS;
  const cancelPatience = clock.after(patience, () => {
    const silent = [...dialling.keys()];
    finish(null);
    for (const seed of silent) failed(seed, said.get(seed) ?? SILENT);
  });
  if (open === 0) finish(null);
  else dialNext();
  return { answer, cancel: () => finish(null) };
}

/** Why a seed is of no use, in a sentence that names it. */
export function explain(seed: Address, failure: DialFailure, group: string | null): Failure {
  const where = formatAddress(seed);
  switch (failure.code) {
    case 'other-group': {
      const theirs = failure.group === null ? 'another group' : named(failure.group);
      const message = `${where} is in ${theirs}, not in “${group ?? 'this group'}”.`;
      const both = { theirs: failure.group ?? '', group: group ?? '' };
      const params = { where, ...both, named: yes(failure.group), ours: yes(group) };
      return { code: 'seed-other-group', message, params };
    }
    case 'locked': {
      const message = `${where} is in ${named(failure.group)}, which is locked: joining needs its secret or an invite link.`;
      return { code: 'seed-locked', message, params: { where, ...which(failure.group) } };
    }
    case 'open': {
      const message = `${where} is in ${named(failure.group)}, which is open: join it without a secret.`;
      return { code: 'seed-open', message, params: { where, ...which(failure.group) } };
    }
    case 'wrong-secret': {
      const theirs = failure.group ?? group;
      const message = `${where} has another secret for ${named(theirs)}. Check the secret, or ask for the current invite link.`;
      return { code: 'seed-wrong-secret', message, params: { where, ...which(theirs) } };
    }
    case 'other-room': {
      const message = `${where} is in another group that is called ${named(group)} and has the same secret. To join that one, use its invite link.`;
      return { code: 'seed-other-room', message, params: { where, ...which(group) } };
    }
    case 'key-failed':
      return { code: failure.code, message: failure.message, params: failure.params };
    case 'self':
      return { code: 'seed-self', message: `${where} is your own address.`, params: { where } };
    case 'version':
      return {
        code: 'seed-version',
        message: `${where} runs a version that does not fit yours.`,
        params: { where },
      };
    case 'full':
      return {
        code: 'seed-full',
        message: `${where} has no room for another connection now.`,
        params: { where },
      };
    case 'not-parley':
      return {
        code: 'seed-not-parley',
        message: `${where} is not a Parley peer.`,
        params: { where },
      };
    case 'link-failed': {
      const message = `${where} is a Parley peer, but no link with it comes about. If that stays so, the network may change what is sent; the log says more.`;
      return { code: 'seed-link-failed', message, params: { where } };
    }
    default:
      return {
        code: 'seed-unreachable',
        message: `${where} did not answer: ${failure.message}.`,
        params: { where, why: failure.code.replaceAll('-', '_'), reason: failure.message },
      };
  }
}

/** Which group is meant, for other languages; `named` says whether it has a name here. */
function which(group: string | null): Params {
  return { group: group ?? '', named: yes(group) };
}

function yes(group: string | null): 'yes' | 'no' {
  return group === null ? 'no' : 'yes';
}

function named(group: string | null): string {
  return group === null ? 'the group' : `“${group}”`;
}
