/** Which modules are on which hubs, and how they get there. */
import { DeployHeaderSchema, type HubInfo } from '../transport/gen/shoal/v1/shoal_pb.js';
import { type Connections, upload } from '../transport/index.js';

const DEADLINE_MS = 30_000;

export class Deployments {
  readonly #connections: Connections;
  readonly #deployed = new Map<string, Map<string, Promise<void>>>();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** Resolves when the hub has the module. Throws SHOAL4001. */
  ensure({ address }: HubInfo, digest: string, module: Uint8Array): Promise<void> {
    const modules = this.#deployed.get(address) ?? new Map<string, Promise<void>>();
    this.#deployed.set(address, modules);
    const known = modules.get(digest);
    if (known !== undefined) return known;
    const deployment = this.#deploy(address, digest, module);
    modules.set(digest, deployment);
    deployment.catch(() => modules.delete(digest));
    return deployment;
  }

  /** A hub that is gone has nothing. */
  forget(address: string): void {
    this.#deployed.delete(address);
  }

  async #deploy(address: string, digest: string, module: Uint8Array): Promise<void> {
    const { known } = await this.#connections.hub(address).hasModule({ digest });
    if (known) return;
    const call = this.#connections.pages(address).deployModule({ deadlineMs: DEADLINE_MS });
    await upload(call, DeployHeaderSchema, { digest, bytes: BigInt(module.byteLength) }, module);
  }
}
