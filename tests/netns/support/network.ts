import { onTestFinished } from 'vitest';
import { Host } from './host.ts';
import { ip } from './ip.ts';
import { namespaces, removeNamespace, uniquePrefix } from './namespaces.ts';

/** Nobody has it: what is sent there, the switch hands to all, and their cards throw it away. */
const NOBODYS_MAC = '02:00:00:00:00:01';

/**
 * Computers at one switch, each a network namespace, the switch (a bridge) one of its own. Nothing of
 * it is visible outside, so that runs beside one another may all use the same addresses.
 */
export class Network<Hosts extends readonly Host[] = readonly Host[]> {
  readonly hosts: Hosts;
  readonly #prefix: string;
  /** Directions in which nothing gets through, as `ip neighbour` lines without their verb. */
  readonly #cut = new Map<string, Host>();

  private constructor(prefix: string, hosts: Hosts) {
    this.#prefix = prefix;
    this.hosts = hosts;
  }

  /** One computer for each name, at 10.77.0.1, .2 ...; all gone once the running test has finished. */
  static async of<const Names extends readonly string[]>(
    ...names: Names
  ): Promise<Network<{ readonly [I in keyof Names]: Host }>> {
    const prefix = uniquePrefix();
    const hosts = names.map((name, i) => new Host(name, `${prefix}-${name}`, `10.77.0.${i + 1}`));
    const network = new Network(prefix, hosts as { readonly [I in keyof Names]: Host });
    onTestFinished(() => network.#remove());
    await network.#make();
    return network;
  }

  /** From now on nothing that `from` sends reaches `to`, and nobody is told. */
  async cutOneWay(from: readonly Host[], to: readonly Host[]): Promise<void> {
    for (const sender of from) {
      const entries = to.map(({ address }) => `${address} dev eth0`);
      const add = (entry: string): string =>
        `neighbour replace ${entry} lladdr ${NOBODYS_MAC} nud permanent`;
      await ip(entries.map(add), sender.namespace);
      for (const entry of entries) this.#cut.set(`${sender.name} ${entry}`, sender);
    }
  }

  /** The same both ways. */
  async cut(some: readonly Host[], others: readonly Host[]): Promise<void> {
    await this.cutOneWay(some, others);
    await this.cutOneWay(others, some);
  }

  /** Everything gets through again. */
  async heal(): Promise<void> {
    for (const [key, sender] of this.#cut) {
      await ip([`neighbour del ${key.slice(sender.name.length + 1)}`], sender.namespace);
    }
    this.#cut.clear();
  }

  /** Pulls a computer's cable out of the switch. */
  async unplug(host: Host): Promise<void> {
    await ip([`link set ${this.#port(host)} down`], this.#switch);
  }

  async plugIn(host: Host): Promise<void> {
    await ip([`link set ${this.#port(host)} up`], this.#switch);
  }

  get #switch(): string {
    return `${this.#prefix}-switch`;
  }

  #port(host: Host): string {
    return `port${this.hosts.indexOf(host)}`;
  }

  async #make(): Promise<void> {
    const namespaces = [this.#switch, ...this.hosts.map(({ namespace }) => namespace)];
    await ip(namespaces.map((name) => `netns add ${name}`));
    await ip(['link add br0 type bridge', 'link set br0 up'], this.#switch);
    for (const host of this.hosts) {
      const port = this.#port(host);
      const cable = `link add eth0 type veth peer name ${port} netns ${this.#switch}`;
      const address = `address add ${host.address}/24 dev eth0`;
      await ip([cable, address, 'link set lo up', 'link set eth0 up'], host.namespace);
      await ip([`link set ${port} master br0`, `link set ${port} up`], this.#switch);
    }
  }

  async #remove(): Promise<void> {
    const ours = (await namespaces()).filter((name) => name.startsWith(`${this.#prefix}-`));
    for (const name of ours) await removeNamespace(name);
  }
}
