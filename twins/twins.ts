import type { SystemKey, SystemTrust } from '#gateway';
import type { Clock } from '#kit/clock';
import { startAddressRegister } from './address-register/server.ts';
import type { RegistryTwin } from './answering.ts';
import { startMailSink } from './mail/sink.ts';
import type { MailSink } from './mail/sink.ts';
import { startNotaryRegistry } from './notary-registry/server.ts';
import { peopleOfTwin } from './person-registry/people.ts';
import { startPersonRegistry } from './person-registry/server.ts';

/** Foreign registries that are played here. */
export type TwinName = 'persons' | 'notary' | 'addresses';

export interface TwinsOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly ports: Readonly<Record<TwinName | 'smtp' | 'mail', number>>;
  readonly clock: Clock;
  /** Each registry signs with its own key. */
  readonly keys: Readonly<Record<TwinName, SystemKey>>;
  /** Systems whose requests the registries answer. */
  readonly trust: SystemTrust;
}

export interface Twins {
  readonly registries: Readonly<Record<TwinName, RegistryTwin>>;
  readonly mail: MailSink;
  close(): Promise<void>;
}

/** Starts the local twins of foreign systems: the registries and the mail. What was started is closed where one of them cannot. */
export async function startTwins({ host, ports, clock, keys, trust }: TwinsOptions): Promise<Twins> {
  await using started = new AsyncDisposableStack();
  const twin = async (starting: Promise<RegistryTwin>): Promise<RegistryTwin> =>
    started.adopt(await starting, (running) => running.close());
  const of = (name: TwinName) => ({ host, port: ports[name], clock, key: keys[name], trust });
  const registries = {
    persons: await twin(startPersonRegistry({ ...of('persons'), people: peopleOfTwin() })),
    notary: await twin(startNotaryRegistry(of('notary'))),
    addresses: await twin(startAddressRegister(of('addresses'))),
  };
  const mail = await startMailSink({ host, smtpPort: ports.smtp, pagePort: ports.mail, clock });
  started.adopt(mail, (running) => running.close());
  const running = started.move();
  return { registries, mail, close: () => running.disposeAsync() };
}
