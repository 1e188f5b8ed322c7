import { join } from 'node:path';
import type { Config } from '#config';
import { bodies, cast } from '#seed';
import { formatIin } from '#subjects';
import type { Iin } from '#subjects';
import type { ShownPerson, World } from '../../src/set-up/world.ts';

const parts = {
  registered: 'has an account and an ЭЦҚ',
  unregistered: 'not registered yet: try the registration, both ways',
  revoked: 'has an account; the signing key is revoked, so it is refused',
  specialist: 'specialist',
  head: 'head, signs the documents',
  operator: 'operator',
  owner: 'service owner',
  administrator: 'administrator of the platform, watches the gateway',
} as const satisfies Record<ShownPerson['part'], string>;

/** Groups in the order in which one plays with them: those of the portal first. */
function grouped(people: readonly ShownPerson[]): Map<string, ShownPerson[]> {
  return Map.groupBy(people, ({ body }) => (body === undefined ? 'Portal' : `Workplace, ${bodies[body].name.en}`));
}

/** Who can be played, with what. */
export function personLines({ people, password }: World): string[] {
  const lines = [...grouped(people)].flatMap(([group, members]) => [
    `  ${group}`,
    ...members.map(
      ({ key, name, iin, part, body }) =>
        `    ${formatIin(iin as Iin)}  ${name} – ${parts[part]}${body === undefined ? `; identity card ${cast[key].documentNumber}` : ''}`,
    ),
  ]);
  return ['', `People (password of all accounts and key files: ${password})`, ...lines];
}

function addressLines(config: Config): string[] {
  const local = (port: number): string => `http://${config.PUBLIC_HOST}:${port}`;
  return [
    `  Portal        ${config.PORTAL_URL}`,
    `  Workplace     ${config.WORKPLACE_URL}   (officers, operators of the centre)`,
    ...(config.TWINS ? [`  Mail          ${local(config.MAIL_PORT)}   (every letter that is sent)`] : []),
    ...(config.AGENT
      ? [
          `  Signing agent ${config.AGENT_TLS ? 'https' : 'http'}://127.0.0.1:${config.AGENT_PORT}   (keep this page open while you sign)`,
        ]
      : []),
    `  PKI           ${config.PKI_URL}   (OCSP, CRL, time stamps, verification service)`,
  ];
}

function trustLines(config: Config): string[] {
  if (!config.AGENT || !config.AGENT_TLS) return [];
  return [
    '',
    'Signing agent: open its address once in your browser and follow the page; it explains how to trust its certificate',
    `  (${join(config.DATA_DIR, 'agent')}). Without the agent, sign in the page with a key file.`,
  ];
}

/** What a newcomer needs after the start: where things are, who can be played, what to try first. */
export function introduction(config: Config, world: World | undefined): string {
  const dataFolder = join(config.DATA_DIR, 'keys');
  const first = [
    '',
    'Try first',
    '  1. Portal → «Жұмыссыз азаматтарға анықтама беру» → order it as Айгерім, sign in the page with her RSA256 key file.',
    '  2. Workplace as Гүлнәр: take the request, check the documents, prepare the certificate, send it to the head.',
    '  3. Workplace as Данияр: sign it with his RSA256 key file. Then look into the mail and into the cabinet.',
    '  4. Workplace as Мәдина, operator of the centre: take an application at the counter for Айгерім with her identity card.',
    `  Key files: ${dataFolder}/<name>/ – AUTH_RSA256_… signs in, RSA256_… signs.`,
  ];
  const lines = ['', 'Birtereze is running', ...addressLines(config)];
  const shown = world === undefined ? lines : [...lines, ...personLines(world), ...first];
  return [...shown, ...trustLines(config), '', 'Ctrl-C stops everything.', ''].join('\n');
}
