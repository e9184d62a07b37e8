import { PeerProcess } from '../../support/peer-process.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { ip } from './ip.ts';

/** Each computer has its ports for itself, so all can use the same one, before a crash and after. */
const PORT = 7000;

/** A computer in a namespace of its own, with one profile. */
export class Host {
  readonly name: string;
  readonly namespace: string;
  readonly #dataDir = tempDir();
  #address: string;

  constructor(name: string, namespace: string, address: string) {
    this.name = name;
    this.namespace = namespace;
    this.#address = address;
  }

  get address(): string {
    return this.#address;
  }

  /** Starts the terminal peer here, on all addresses, with these computers as seeds. */
  start(...seeds: readonly Host[]): PeerProcess {
    const place = ['--port', String(PORT), '--data-dir', this.#dataDir];
    const addresses = seeds.map(({ address }) => `${address}:${PORT}`);
    return new PeerProcess(['--json', '--name', this.name, ...place, ...addresses], {
      namespace: this.namespace,
    });
  }

  /** Gets another address, as from another DHCP server; nobody is told. */
  async move(address: string): Promise<void> {
    const lines = [`del ${this.#address}`, `add ${address}`];
    await ip(
      lines.map((line) => `address ${line}/24 dev eth0`),
      this.namespace,
    );
    this.#address = address;
  }
}
