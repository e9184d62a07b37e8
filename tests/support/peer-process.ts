import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { tempDir } from './temp-dir.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A bound on what should take a moment: only a failing test waits so long. */
const BOUND_MS = 10_000;
const TAIL_LENGTH = 20_000;

/** Where a peer runs, and who types. */
export type Surroundings = {
  /** `ignore`: nobody ever types. */
  readonly stdin?: 'pipe' | 'ignore';
  /** The network namespace that it lives in, where that is not ours. */
  readonly namespace?: string;
  /** JavaScript that runs in it before the program does. */
  readonly preload?: string;
};

export type JsonEvent = Readonly<Record<string, unknown>> & { readonly type: string };

/** How a process ended. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** The terminal peer as people start it, in a process of its own that ends with the test. */
export class PeerProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<Exit>;
  readonly #watchers = new Set<() => void>();
  readonly #events: JsonEvent[] = [];
  /** Whole lines that nobody has read as events yet, and what has come of the next one. */
  readonly #lines: string[] = [];
  #begun = '';
  stdout = '';
  stderr = '';
  ended = false;

  constructor(
    args: readonly string[],
    { stdin = 'pipe', namespace, preload = '' }: Surroundings = {},
  ) {
    const first =
      preload === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
    const command = [process.execPath, ...first, '--import', 'tsx', 'src/cli/index.ts', ...args];
    // `ip netns exec` becomes the program that it starts: signals reach the peer itself.
    const inside = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
    const [program = '', ...rest] = [...inside, ...command];
    const child = spawn(program, rest, { cwd: ROOT, stdio: [stdin, 'pipe', 'pipe'] });
    this.#child = child;
    child.stdin?.on('error', () => undefined); // it may have gone before it read everything
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      const lines = (this.#begun + text).split('\n');
      this.#begun = lines.pop() ?? '';
      this.#lines.push(...lines);
      this.#changed();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#changed();
    });
    this.#exit = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        this.ended = true;
        this.#changed();
        resolve({ code, signal });
      });
    });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await this.#exit;
    });
  }

  /** A peer on this computer only, on a free port, with a profile of its own. */
  static start(name: string, ...args: readonly string[]): PeerProcess {
    const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', tempDir()];
    return new PeerProcess(['--name', name, ...place, ...args]);
  }

  /** The same with `--json`, once it has joined. */
  static async join(name: string, ...args: readonly string[]): Promise<PeerProcess> {
    const peer = PeerProcess.start(name, '--json', ...args);
    await peer.event('joined-group');
    return peer;
  }

  /** Every whole line of standard output as JSON; throws where one is anything else. */
  get events(): readonly JsonEvent[] {
    for (const line of this.#lines.splice(0)) this.#events.push(JSON.parse(line) as JsonEvent);
    return this.#events;
  }

  all(type: string): readonly JsonEvent[] {
    return this.events.filter((event) => event.type === type);
  }

  /** Where others reach it. */
  get address(): string {
    return String(this.all('listening')[0]?.['address']);
  }

  /** Waits for an event of a type that holds `part`. */
  async event(
    type: string,
    part: (event: JsonEvent) => boolean = () => true,
    boundMs: number = BOUND_MS,
  ): Promise<JsonEvent> {
    const found = (): JsonEvent | undefined => this.all(type).find(part);
    await this.until(() => found() !== undefined, `an event ${type}`, boundMs);
    return found() as JsonEvent; // what was waited for
  }

  /** Looks again whenever something comes out, until `condition` holds. */
  async until(condition: () => boolean, what: string, boundMs: number = BOUND_MS): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const stop = (settle: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        settle();
      };
      const fail = (): void =>
        stop(() =>
          reject(new Error(`No ${what}\nstdout:\n${tail(this.stdout)}\nstderr:\n${this.stderr}`)),
        );
      const look = (): void => {
        try {
          if (condition()) stop(resolve);
          else if (this.ended) fail();
        } catch (error) {
          stop(() => reject(error));
        }
      };
      const timer = setTimeout(fail, boundMs);
      this.#watchers.add(look);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Types a line; an object goes as JSON. */
  type(line: string | object): void {
    this.#child.stdin?.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }

  /** Ctrl+D. */
  endInput(): void {
    this.#child.stdin?.end();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** How it ended, once it has. */
  async exit(): Promise<Exit> {
    await this.until(() => this.ended, 'exit');
    return this.#exit;
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look();
  }
}

/** The end of what may be megabytes: what a failing test shows. */
function tail(text: string): string {
  return text.length > TAIL_LENGTH ? `… ${text.slice(-TAIL_LENGTH)}` : text;
}
