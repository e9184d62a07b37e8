import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Meeting } from '../group/carrier.ts';
import { mosquittoPath } from './mosquitto-program.ts';

/** A clock tick of Linux in what /proc tells, us: USER_HZ is 100 on every architecture that Node runs on. */
const TICK_US = 10_000;

/**
 * For speed, and so that nothing is lost (mosquitto.conf(5)): no delay for what is short, no limit to
 * what waits for a member that reads slowly, nothing on disk, no statistics.
 */
const configFor = (port: number): string => `listener ${port} 127.0.0.1
allow_anonymous true
set_tcp_nodelay true
max_queued_messages 0
persistence false
sys_interval 0
connection_messages false
log_dest stderr
log_type notice
log_type information
log_type error
`;

/** Starts a broker of our own on a free port; it is ended by its process id. */
export async function startBroker(): Promise<Meeting> {
  const program = await mosquittoPath();
  if (program === null) throw new Error('mosquitto is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  await writeFile(config, configFor(port));
  const broker = spawn(program, ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  await running(broker);
  return {
    address: `mqtt://127.0.0.1:${port}`,
    cpuUs: () => cpuUsOf(broker.pid),
    async close() {
      const ended = once(broker, 'exit');
      broker.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** Resolves when it says that it runs; rejects with its words where it ends instead. */
function running(broker: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    broker.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/mosquitto version \S+ running/.test(said)) resolve();
    });
    broker.once('error', reject);
    broker.once('exit', () => reject(new Error(`mosquitto has ended: ${said.trim()}`)));
  });
}

/** A port that was free a moment ago: mosquitto takes no 0, and whoever takes it first makes it fail. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // as it listens on TCP
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** CPU that a process has used, us; 0 where the system does not tell it this way. */
function cpuUsOf(pid: number | undefined): number {
  if (process.platform !== 'linux') return 0;
  // proc(5): after the name in brackets, utime and stime are the 12th and 13th field.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
