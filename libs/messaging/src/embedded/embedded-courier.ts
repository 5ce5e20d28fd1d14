import { type AppName, type Route, routingKey } from '#libs/contracts';
import { Courier, type Delivery, type Held, type Outgoing } from '../courier.js';
import type { Inbox, Incoming } from '../inbox.js';

/** An app of this process that can be handed messages. */
export interface Neighbour {
  readonly app: AppName;
  readonly inbox: Inbox;
  /** Its inbox takes no more for now. */
  readonly isFull: () => boolean;
  /** The set of apps in this process has changed. */
  readonly onNeighbours: () => void;
}

/** The apps of this process, by bus (prefix): the only thing they share, and it holds no message. */
const streets = new Map<string, Map<AppName, Neighbour>>();

/** Outbox to inbox inside one process, each through its own database login; no broker. */
export class EmbeddedCourier extends Courier {
  private readonly targets: ReadonlyMap<string, readonly AppName[]>;
  private wake: () => void = () => undefined;

  constructor(
    private readonly bus: string,
    topology: readonly Route[],
    private readonly self: Neighbour,
  ) {
    super();
    this.targets = new Map(topology.map(({ type, to }) => [routingKey(type), to]));
  }

  override open(wake: () => void): Promise<void> {
    this.wake = wake;
    const street = streets.get(this.bus) ?? new Map<AppName, Neighbour>();
    if (street.has(this.self.app))
      throw new Error(`${this.self.app} runs twice in this process: the embedded bus knows one of each`);
    streets.set(this.bus, street.set(this.self.app, this.self));
    this.announce();
    return Promise.resolve();
  }

  override canCarry(): boolean {
    return true;
  }

  override paused(): Promise<readonly string[]> {
    const full = (app: AppName): boolean => this.street.get(app)?.isFull() === true;
    return Promise.resolve([...this.targets].filter(([, apps]) => apps.some(full)).map(([type]) => type));
  }

  override present(): readonly AppName[] {
    return [...this.street.keys()];
  }

  override async deliver(round: readonly Outgoing[]): Promise<Delivery> {
    const post = new Map<Neighbour, Incoming[]>();
    const delivered: string[] = [];
    const held: Held[] = [];
    for (const message of round) {
      const apps = this.targets.get(message.type) ?? [];
      const missing = apps.filter((app) => !this.street.has(app));
      for (const app of apps) {
        const neighbour = this.street.get(app);
        if (neighbour === undefined) continue;
        const bag = post.get(neighbour) ?? [];
        bag.push(incomingOf(message));
        post.set(neighbour, bag);
      }
      if (apps.length === 0) held.push({ id: message.id, because: 'unroutable' });
      else if (missing.length > 0) held.push({ id: message.id, because: 'absent', missing });
      else delivered.push(message.id);
    }
    for (const [{ inbox }, messages] of post) await inbox.store(messages);
    return { delivered, held };
  }

  override close(): Promise<void> {
    this.street.delete(this.self.app);
    if (this.street.size === 0) streets.delete(this.bus);
    else this.announce();
    return Promise.resolve();
  }

  private get street(): Map<AppName, Neighbour> {
    return streets.get(this.bus) ?? new Map<AppName, Neighbour>();
  }

  private announce(): void {
    for (const neighbour of this.street.values()) neighbour.onNeighbours();
    this.wake();
  }
}

function incomingOf({ id, type, envelope, sealed, body }: Outgoing): Incoming {
  const { ente, key } = JSON.parse(envelope) as { ente: string; key: string };
  return { id, ente, key, type, envelope, sealed, body };
}
