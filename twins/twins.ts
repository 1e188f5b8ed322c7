import type { SystemKey, SystemTrust } from '#gateway';
import type { Clock } from '#kit/clock';
import { startMailSink } from './mail/sink.ts';
import type { MailSink } from './mail/sink.ts';
import { peopleOfTwin } from './person-registry/people.ts';
import { startPersonRegistry } from './person-registry/server.ts';
import type { PersonRegistryTwin } from './person-registry/server.ts';

export interface TwinsOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly ports: { readonly registry: number; readonly smtp: number; readonly mail: number };
  readonly clock: Clock;
  /** The person registry's key. */
  readonly key: SystemKey;
  /** Systems whose requests the registry answers. */
  readonly trust: SystemTrust;
}

export interface Twins {
  readonly registry: PersonRegistryTwin;
  readonly mail: MailSink;
  close(): Promise<void>;
}

/** Starts the local twins of foreign systems: the person registry and the mail. */
export async function startTwins({ host, ports, clock, key, trust }: TwinsOptions): Promise<Twins> {
  const registry = await startPersonRegistry({ host, port: ports.registry, clock, key, trust, people: peopleOfTwin() });
  const mail = await startMailSink({ host, smtpPort: ports.smtp, pagePort: ports.mail, clock }).catch(async (error: unknown) => {
    await registry.close();
    throw error;
  });
  return {
    registry,
    mail,
    async close() {
      await Promise.all([registry.close(), mail.close()]);
    },
  };
}
