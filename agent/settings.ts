import type { Clock } from '#kit/clock';
import type { Locale } from '#text';
import type { WindowAssets } from './window/exchange.ts';

/** What the agent is started with. It reads no environment: its starter does. */
export interface AgentSettings {
  /** NCALayer's port is 13579; 0 takes a free one. */
  readonly port: number;
  /** Loopback only. */
  readonly host?: '127.0.0.1' | 'localhost' | undefined;
  /** Where the agent keeps its TLS certificates and what the window remembers. */
  readonly dataDir: string;
  /** The folder of `.p12` files that the window offers first. */
  readonly keysDir: string;
  /** `wss` with a certificate of the agent's own CA, as NCALayer; without it plain `ws`, for tests. */
  readonly tls: boolean;
  readonly clock: Clock;
  /** Style sheets and islands of the window. */
  readonly assets: WindowAssets;
  /** Version of what runs, for the window's footer. */
  readonly version?: string | undefined;
  /** Language of the window until the person chooses one. */
  readonly locale?: Locale | undefined;
  /** Address of the time-stamping authority; without it requests for a time stamp fail. */
  readonly tsa?: string | undefined;
  /**
   * PEM of the CAs that are meant where a site names none (NCALayer: those of the National Certification Authority). Left out, keys of any CA
   * are offered then.
   */
  readonly roots?: readonly string[] | undefined;
  /** Sites that may ask, such as `https://egov.example`. Left out, any may: the window shows who does. */
  readonly origins?: readonly string[] | undefined;
  /** Longest frame that is accepted, in bytes. */
  readonly longestMessage?: number | undefined;
  /** Opens the window in the person's browser when a request comes and no window is open. */
  readonly openWindow?: ((address: string) => void) | undefined;
  /** Answers every request at once with this key. For tests and demonstrations only: it signs whatever any page asks. */
  readonly auto?: { readonly file: string; readonly password: string } | undefined;
  /** Told of errors of the agent's own; never given documents, names or passwords. */
  readonly onDefect?: ((error: unknown) => void) | undefined;
}

export const defaultLongestMessage = 64 * 1024 * 1024;
