import { randomBytes } from 'node:crypto';
import {
  type JoinDefaults,
  type JoinForm,
  type JoinProblem,
  parseJoinForm,
} from '../core/join-form.ts';
import { err, type Failure, type Result } from '../core/result.ts';
import { cards, freePort } from '../host/network.ts';
import type { Launch } from '../host/secret-file.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import { joinsAtOnce, withLaunch } from './launch-form.ts';
import type { Settings } from './settings.ts';

/** Offered on first start where it is free: not assigned by IANA, above the well-known ports. */
const USUAL_PORT = 47_100;

/** Codes of a failed join that belong beside a field; any other belongs to none. */
const FIELD_OF: Readonly<Record<string, keyof JoinForm>> = {
  'host-not-here': 'host',
  'port-taken': 'port',
  'port-not-allowed': 'port',
  'seed-locked': 'secret',
  'seed-open': 'secret',
  'seed-wrong-secret': 'secret',
  'seed-other-room': 'seeds',
};

/** What joining needs of a peer. */
export type JoiningPeer = Pick<ChatPeer, 'join' | 'leave' | 'names'>;

type Joined = Result<null, readonly JoinProblem[]>;

/** How one comes into a group from the window: what the form begins with, and what comes of it. */
export class Joining {
  readonly #peer: JoiningPeer;
  readonly #settings: Settings;
  readonly #launch: Launch;
  readonly #tell: (joining: boolean) => void;
  /** From the beginning where the command line says so: the page shows no form that goes at once. */
  #underWay: boolean;
  /** Of an attempt that no form has asked for: the next form shows them. */
  #problems: readonly JoinProblem[] = [];
  #form: JoinForm;

  /** `tell`: joining has begun or ended. */
  constructor(
    peer: JoiningPeer,
    settings: Settings,
    launch: Launch,
    tell: (joining: boolean) => void,
  ) {
    this.#peer = peer;
    this.#settings = settings;
    this.#launch = launch;
    this.#tell = tell;
    this.#underWay = joinsAtOnce(launch);
    this.#form = withLaunch(settings.load(), launch);
  }

  get underWay(): boolean {
    return this.#underWay;
  }

  /** Joins at once where the command line gave a port and a name. */
  async start(): Promise<void> {
    if (joinsAtOnce(this.#launch)) await this.#joinUnasked(this.#form);
  }

  /** Leaves the group and joins the one that a link leads to, as the person of the last form. */
  async follow(link: string): Promise<void> {
    await this.#peer.leave();
    await this.#joinUnasked({ ...this.#form, seeds: link, group: '', secret: '' });
  }

  /** What the form begins with, and what went wrong before it was there. */
  async defaults(): Promise<JoinDefaults> {
    const chosen = this.#form.port === '' ? USUAL_PORT : Number(this.#form.port);
    // A port that was asked for and is taken stays in the field, under its sentence.
    const keep = this.#problems.length > 0;
    const port = keep ? this.#form.port : String(await freePort(chosen));
    const problems = this.#problems;
    this.#problems = [];
    const { names } = this.#peer;
    return { form: { ...this.#form, port }, problems, cards: cards(), names };
  }

  /** However it ends, the page hears that it has: a form that is busy for ever cannot be used. */
  async join(form: JoinForm): Promise<Joined> {
    const parsed = parseJoinForm(form, randomBytes);
    if (!parsed.ok) return parsed;
    this.#form = form;
    this.#settings.save(form);
    this.#say(true);
    try {
      const { listen, mesh, maxPerAddress } = this.#launch;
      const options = { listen, mesh, maxPerAddress, alone: false };
      const joined = await this.#peer.join({ ...parsed.value, ...options });
      return joined.ok ? joined : err(problemsOf(joined.error));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `Joining failed: ${reason}`;
      return err([{ field: null, code: 'join-failed', message, params: { reason } }]);
    } finally {
      this.#say(false);
    }
  }

  /** The next start begins with the name of now. */
  renamed(name: string): void {
    if (name === this.#form.name) return;
    this.#form = { ...this.#form, name };
    this.#settings.save(this.#form);
  }

  /** What was entered holds the old secret, in a link perhaps: the new one is in the keyring. */
  secretChanged(): void {
    this.#form = this.#settings.load();
  }

  async #joinUnasked(form: JoinForm): Promise<void> {
    const joined = await this.join(form);
    if (!joined.ok) this.#problems = joined.error;
  }

  #say(joining: boolean): void {
    this.#underWay = joining;
    this.#tell(joining);
  }
}

/** Whoever cancelled needs no sentence about it. */
function problemsOf(failure: Failure): readonly JoinProblem[] {
  const { code } = failure;
  return code === 'left' ? [] : [{ field: FIELD_OF[code] ?? null, ...failure }];
}
