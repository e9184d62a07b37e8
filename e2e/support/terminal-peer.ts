import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The command line of `npm run peer`, without `--json`, which is always on. */
export type PeerOptions = {
  readonly name: string;
  readonly seeds?: readonly string[];
  readonly dataDir?: string;
  readonly args?: readonly string[];
  /** How far the clock of its computer is off. */
  readonly clockOffsetMs?: number;
};

/** An event of the terminal peer: its type, and whatever else it has. */
export type PeerEvent = { readonly type: string; readonly [field: string]: unknown };

/** The terminal peer as a program of its own, heard and spoken to in JSON lines. */
export class TerminalPeer {
  readonly #child: ChildProcess;
  readonly #events: PeerEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #complaints = '';

  constructor(root: string, options: PeerOptions) {
    const { name, seeds = [], dataDir = '', args = [], clockOffsetMs = 0 } = options;
    const line = ['--json', '--host', '127.0.0.1', '--data-dir', dataDir, '--port', '0'];
    this.#child = spawn(
      process.execPath,
      [
        ...clockOff(clockOffsetMs),
        '--import',
        'tsx',
        'src/cli/index.ts',
        ...line,
        '--name',
        name,
        ...seeds,
        ...args,
      ],
      { cwd: root, stdio: 'pipe' },
    );
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('The peer has no output');
    createInterface({ input: stdout }).on('line', (text) => {
      this.#events.push(JSON.parse(text));
      this.#wake();
    });
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints += text;
    });
    this.#child.on('exit', () => this.#wake());
  }

  /** Waits for an event of this type whose fields satisfy `fits`; past ones count. */
  async event(type: string, fits: (event: PeerEvent) => boolean = () => true): Promise<PeerEvent> {
    for (;;) {
      const found = this.#events.find((event) => event.type === type && fits(event));
      if (found !== undefined) return found;
      if (this.#ended) throw new Error(`The peer ended. ${this.#complaints}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** What it is told apart by from others of its name: the first digits of its id. */
  async tag(): Promise<string> {
    const { self } = await this.event('joined-group');
    if (typeof self !== 'object' || self === null || !('id' in self)) throw new Error('No id');
    return String(self.id).slice(0, 4);
  }

  async address(): Promise<string> {
    return String((await this.event('listening'))['address']);
  }

  /** Waits for a message with this text. */
  async message(text: string): Promise<PeerEvent> {
    return await this.event('message', (event) => event['text'] === text);
  }

  async peer(
    type: 'peer-joined' | 'peer-left' | 'peer-lost' | 'peer-back',
    name: string,
  ): Promise<void> {
    await this.event(
      type,
      ({ peer }) => typeof peer === 'object' && JSON.stringify(peer).includes(`"${name}"`),
    );
  }

  say(text: string): void {
    this.#child.stdin?.write(`${JSON.stringify({ send: text })}\n`);
  }

  /** A command of `--json` mode. */
  command(command: object): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** All events of a type so far. */
  events(type: string): readonly PeerEvent[] {
    return this.#events.filter((event) => event.type === type);
  }

  connect(address: string): void {
    this.#child.stdin?.write(`${JSON.stringify({ connect: address })}\n`);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ctrl+C: says goodbye. Resolves with the exit code. */
  async stop(): Promise<number | null> {
    if (this.#ended) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGINT');
    await ended;
    return this.#child.exitCode;
  }

  /** Whoever is ended by a signal has no exit code. */
  get #ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** Node's switches that set the clock wrong before the program starts. */
function clockOff(offsetMs: number): readonly string[] {
  if (offsetMs === 0) return [];
  const module = `const { now } = Date; Date.now = () => now() + ${offsetMs};`;
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
}
