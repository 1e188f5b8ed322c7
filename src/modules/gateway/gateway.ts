import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Route } from '#kit/http';
import type { Log } from '#kit/log';
import type { Signals } from '#kit/signals';
import { createAcceptance } from './accept-message.ts';
import { registeredSystems } from './adapters/registered-systems.ts';
import { createCaller } from './call.ts';
import type { SyncCall, SyncOutcome } from './call.ts';
import { carryLetter } from './carry-letter.ts';
import type { Carrying } from './carry-letter.ts';
import { createTurnedAwayCounter } from './count-turned-away.ts';
import type { TurnedAwayCounter } from './count-turned-away.ts';
import { createDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { createGates } from './gates.ts';
import type { GateHealth, Gates } from './gates.ts';
import { createCallPassing } from './pass-call.ts';
import type { ChainCheck, SystemTrust } from './ports.ts';
import { createReceiver } from './receive-message.ts';
import type { Reception } from './receive-message.ts';
import { startRelay } from './relay.ts';
import type { Relay } from './relay.ts';
import type { Leg } from './store.ts';
import { gatewayRoutes } from './web/routes.ts';

export interface GatewayOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly signals: Signals;
  readonly chain: ChainCheck;
  /** Keys of the systems that live in this process. */
  readonly keys: readonly SystemKey[];
  /** The node that these systems use: `http://host:port`, and its senderId. Another machine is only another address (GW-6). */
  readonly gateway: { readonly address: string; readonly system: string };
  /** The node's own key, where this process is the node; undefined where it only sends and receives. */
  readonly node?: SystemKey | undefined;
  readonly receptions: readonly Reception[];
}

export interface Gateway {
  /** For the gateway's site; the site needs `acceptSoap`. */
  readonly routes: readonly Route<'system'>[];
  callSync(call: SyncCall): Promise<SyncOutcome>;
  /** Begins to carry letters. */
  start(): void;
  /** Lets what is under way end. */
  stop(): Promise<void>;
  /** Which services and systems answer, and since when not. */
  health(): readonly GateHealth[];
  /** Lets changes of the directory take effect now in this process; elsewhere they do within seconds. */
  directoryChanged(): void;
}

/** Wires the gateway for one process: the endpoints of its systems, the node where it is one, and the relays. */
export function createGateway(options: GatewayOptions): Gateway {
  const directory = createDirectory(options.db, options.clock);
  const trust = registeredSystems(directory, options.chain);
  const calls = createGates(options.clock);
  const ways = createGates(options.clock);
  const carrying: Carrying = { ...options, trust, directory, keys: new Map(options.keys.map((key) => [key.system, key])) };
  const relays = new Map<Leg, Relay>();
  const wake = (): void => relays.get('to-recipient')?.wake();
  return {
    routes: routesOf(options, { directory, trust, gates: calls, wake, countTurnedAway: createTurnedAwayCounter(options) }),
    callSync: createCaller(carrying),
    start() {
      for (const leg of legsOf(options)) relays.set(leg, startLeg(options, { leg, gates: ways, carrying }));
    },
    async stop() {
      await Promise.all([...relays.values()].map((relay) => relay.stop()));
      relays.clear();
    },
    health: () => [...calls.health(), ...ways.health()],
    directoryChanged: () => directory.forget(),
  };
}

interface Shared {
  readonly directory: Directory;
  readonly trust: SystemTrust;
  readonly gates: Gates;
  readonly wake: () => void;
  readonly countTurnedAway: TurnedAwayCounter;
}

function routesOf(options: GatewayOptions, shared: Shared): Route<'system'>[] {
  const { node: key } = options;
  const node = key && {
    sync: createCallPassing({ ...options, ...shared, key }),
    async: createAcceptance({ ...options, ...shared, key }),
  };
  const systems = new Map(options.keys.map((own) => [own.system, createReceiver({ ...options, ...shared }, own)]));
  return gatewayRoutes({ node, systems });
}

function legsOf({ keys, node }: GatewayOptions): Leg[] {
  const sends: Leg[] = keys.length > 0 ? ['to-gateway'] : [];
  return node === undefined ? sends : [...sends, 'to-recipient'];
}

function startLeg(options: GatewayOptions, context: { leg: Leg; gates: Gates; carrying: Carrying }): Relay {
  const { leg, carrying } = context;
  const node = options.node?.system ?? '';
  return startRelay({
    ...options,
    leg,
    // A letter to the gateway is signed here, so its sender's key must be here.
    senders: leg === 'to-gateway' ? options.keys.map(({ system }) => system) : undefined,
    gates: context.gates,
    partyOf: (letter) => (leg === 'to-gateway' ? letter.sender : node),
    carry: (letter) => carryLetter(carrying, letter),
  });
}
