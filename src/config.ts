import { z } from 'zod';

/** A setting: how it is read, its default, and its meaning for the table in the operations guide. */
interface Setting<T> {
  readonly schema: z.ZodType<T>;
  readonly fallback: string;
  readonly meaning: string;
}

function setting<T>(schema: z.ZodType<T>, fallback: string, meaning: string): Setting<T> {
  return { schema, fallback, meaning };
}

const port = z.coerce.number().int().min(0).max(65_535);
const text = z.string();
const address = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))]);
const flag = z.enum(['yes', 'no']).transform((word) => word === 'yes');
const whole = z.coerce.number().int().min(0);

/** Every setting of the product, in one place (OPS-2). An environment variable of the same name sets it. */
export const settings = {
  MODE: setting(
    z.enum(['development', 'production']),
    'development',
    'production refuses development keys and switches that are for trying out',
  ),
  DATA_DIR: setting(text, 'var', 'folder of the database, keys, secrets and files'),
  REGULATIONS_DIR: setting(text, '', 'folder of the services as data, read at the start; empty: regulations/ beside the program'),
  DATABASE_URL: setting(text, '', 'address of a PostgreSQL 15 or newer; empty: the embedded one under DATA_DIR'),
  HOST: setting(text, '127.0.0.1', 'address on which the servers listen'),
  PUBLIC_HOST: setting(text, 'localhost', 'host name in the addresses that are printed, mailed and issued'),
  PORTAL_PORT: setting(port, '8080', 'the portal'),
  WORKPLACE_PORT: setting(port, '8081', "officers' workplace"),
  PKI_PORT: setting(port, '8082', 'OCSP, CRL, time stamps, verification service'),
  GATEWAY_PORT: setting(port, '8083', 'the message gateway'),
  REGISTRY_PORT: setting(port, '8090', 'twin of the person registry'),
  NOTARY_PORT: setting(port, '8091', 'twin of the notary system'),
  ADDRESSES_PORT: setting(port, '8092', 'twin of the address register'),
  SMTP_PORT: setting(port, '8025', 'local mail sink, SMTP'),
  MAIL_PORT: setting(port, '8026', 'local mail sink, the page to read the mail'),
  AGENT_PORT: setting(port, '13579', 'signing agent; NCALayer has the same'),
  PORTAL_URL: setting(address, '', 'public address of the portal; empty: made of PUBLIC_HOST and the port'),
  WORKPLACE_URL: setting(address, '', 'public address of the workplace'),
  PKI_URL: setting(address, '', 'public address of the PKI endpoints; it stands in certificates'),
  GATEWAY_URL: setting(address, '', 'address at which systems reach the gateway'),
  REGISTRY_URL: setting(address, '', 'address of the person registry; empty: the twin'),
  NOTARY_URL: setting(address, '', 'address of the notary system; empty: the twin'),
  ADDRESSES_URL: setting(address, '', 'address of the address register; empty: the twin'),
  SMTP_URL: setting(text, '', 'mail server, smtp://user:password@host:port; empty: the local sink'),
  MAIL_FROM: setting(text, 'Birtereze <no-reply@birtereze.example>', 'sender of the letters'),
  AGENT_URLS: setting(text, '', 'addresses of the signing program, in the order of trying; empty: wss on AGENT_PORT'),
  AGENT_TLS: setting(flag, 'yes', 'no: the local agent speaks plain ws, for tests and headless machines only'),
  AUTHORITY_PASSPHRASE: setting(
    text,
    '',
    "of the authority's keys; empty: a generated one in DATA_DIR, which production refuses",
  ),
  SIGN_IN_PAGE: setting(flag, 'yes', 'signing in the page with a chosen .p12 file is offered (EDS-2)'),
  TWINS: setting(flag, 'yes', 'start the local twins of foreign systems and the mail sink'),
  AGENT: setting(flag, 'yes', 'start the local signing agent'),
  SEED: setting(flag, 'yes', 'fill an empty database with the synthetic people and bodies; refused in production'),
  DISTRICT: setting(
    flag,
    'yes',
    'with SEED=yes: the first start also enters applications in every state, signed by the invented people over some weeks',
  ),
  PROCESSES: setting(z.coerce.number().int().min(1).max(64), '1', 'server processes on the same ports and database'),
  DATABASE_CONNECTIONS: setting(z.coerce.number().int().min(2).max(200), '16', 'connections of one process'),
  REVOCATION_REUSE: setting(
    whole,
    '60',
    'for how many seconds a good answer of OCSP is used again: for so long a revocation may go unnoticed here',
  ),
  LOOKUPS_SLOW: setting(whole, '60', 'different people whom an officer may look up in an hour before each further look-up waits'),
  LOOKUPS_STOP: setting(whole, '150', 'different people in an hour after whom an officer is stopped, with an alarm'),
  LOOKUPS_LISTED: setting(
    whole,
    '3000',
    'different people in a day whom lists and searches show to an officer, after whom no further list is shown, with an alarm',
  ),
  COUNTER_UNSENT_HOURS: setting(
    z.coerce.number().int().min(1).max(720),
    '72',
    'hours after which what was begun at a counter and never sent is deleted, with its files',
  ),
  FILE_LIMIT: setting(whole, '10485760', 'largest uploaded file, bytes'),
  LOG_LEVEL: setting(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'info',
    'least level of the lines that are written',
  ),
  TRUST_PROXY: setting(text, '', 'addresses of reverse proxies whose X-Forwarded-* headers are believed'),
} as const satisfies Record<string, Setting<unknown>>;

type Settings = typeof settings;
export type SettingName = keyof Settings;
type Values = { readonly [Name in SettingName]: Settings[Name] extends Setting<infer T> ? T : never };

/** What the programs are told. Addresses are filled in, so that nobody puts them together again. */
export type Config = Values;

/** A setting that cannot be read, or two that contradict each other: said before anything starts. */
export class ConfigError extends Error {}

interface Reading {
  readonly values: Values;
  readonly faults: readonly string[];
}

/** What cannot be read has its default, so that the others can still be judged. */
function read(environment: NodeJS.ProcessEnv): Reading {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, fallback, meaning }] of Object.entries(settings)) {
    const given = environment[name] || fallback;
    const result = (schema as z.ZodType).safeParse(given);
    if (!result.success) faults.push(`${name}=${given}: ${result.error.issues[0]?.message ?? ''} (${meaning})`);
    values[name] = result.success ? result.data : (schema as z.ZodType).parse(fallback);
  }
  return { values: values as Values, faults };
}

function withAddresses(values: Values): Values {
  const own = (given: string, at: number): string => given || `http://${values.PUBLIC_HOST}:${at}`;
  const agent = `${values.AGENT_TLS ? 'wss' : 'ws'}://127.0.0.1:${values.AGENT_PORT}/`;
  return {
    ...values,
    // Applications of invented people cannot be without the people, whom production refuses.
    DISTRICT: values.DISTRICT && values.SEED,
    PORTAL_URL: own(values.PORTAL_URL, values.PORTAL_PORT),
    WORKPLACE_URL: own(values.WORKPLACE_URL, values.WORKPLACE_PORT),
    PKI_URL: own(values.PKI_URL, values.PKI_PORT),
    GATEWAY_URL: own(values.GATEWAY_URL, values.GATEWAY_PORT),
    REGISTRY_URL: own(values.REGISTRY_URL, values.REGISTRY_PORT),
    NOTARY_URL: own(values.NOTARY_URL, values.NOTARY_PORT),
    ADDRESSES_URL: own(values.ADDRESSES_URL, values.ADDRESSES_PORT),
    SMTP_URL: values.SMTP_URL || `smtp://127.0.0.1:${values.SMTP_PORT}`,
    AGENT_URLS: values.AGENT_URLS || agent,
  };
}

/** The settings that are ports: each program has one of its own. */
export const portNames = [
  'PORTAL_PORT',
  'WORKPLACE_PORT',
  'PKI_PORT',
  'GATEWAY_PORT',
  'REGISTRY_PORT',
  'NOTARY_PORT',
  'ADDRESSES_PORT',
  'SMTP_PORT',
  'MAIL_PORT',
  'AGENT_PORT',
] as const;

function sharedPorts(values: Values): string[] {
  const used = new Map<number, string>();
  const faults: string[] = [];
  for (const name of portNames) {
    const before = used.get(values[name]);
    if (values[name] !== 0 && before !== undefined)
      faults.push(`${name} and ${before} are both ${values[name]}: give each its own port`);
    used.set(values[name], name);
  }
  return faults;
}

/** What production refuses, with what to do instead. */
const refusedInProduction: readonly { readonly when: (values: Values) => boolean; readonly fault: string }[] = [
  { when: ({ SEED }) => SEED, fault: 'SEED=yes in production: invented people have no place in a real system; set SEED=no' },
  {
    when: ({ TWINS }) => TWINS,
    fault: 'TWINS=yes in production: set TWINS=no and REGISTRY_URL, NOTARY_URL, ADDRESSES_URL, SMTP_URL to the real systems',
  },
  {
    when: ({ AUTHORITY_PASSPHRASE }) => AUTHORITY_PASSPHRASE === '',
    fault: 'AUTHORITY_PASSPHRASE is empty in production: set the one of the key ceremony',
  },
  { when: ({ AGENT_TLS }) => !AGENT_TLS, fault: 'AGENT_TLS=no in production: browsers would send what is signed in the clear' },
  {
    when: ({ PORTAL_URL }) => !PORTAL_URL.startsWith('https://'),
    fault: 'PORTAL_URL must begin with https:// in production',
  },
  {
    when: ({ WORKPLACE_URL }) => !WORKPLACE_URL.startsWith('https://'),
    fault: 'WORKPLACE_URL must begin with https:// in production',
  },
];

/** Slowing comes before stopping, or it never comes. */
function lookupFaults({ LOOKUPS_SLOW, LOOKUPS_STOP }: Values): string[] {
  return LOOKUPS_SLOW < LOOKUPS_STOP ? [] : [`LOOKUPS_SLOW=${LOOKUPS_SLOW} must be less than LOOKUPS_STOP=${LOOKUPS_STOP}`];
}

function contradictions(values: Values): string[] {
  const refused = values.MODE === 'production' ? refusedInProduction.filter(({ when }) => when(values)) : [];
  return [...sharedPorts(values), ...lookupFaults(values), ...refused.map(({ fault }) => fault)];
}

/**
 * Reads and checks all settings.
 *
 * @throws ConfigError that names every fault, not only the first.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const reading = read(environment);
  const values = withAddresses(reading.values);
  const faults = [...reading.faults, ...contradictions(values)];
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return values;
}
