import { createServer } from 'node:net';
import type { Config, SettingName } from '#config';

const always = ['PORTAL_PORT', 'WORKPLACE_PORT', 'PKI_PORT', 'GATEWAY_PORT'] as const;
const ofTwins = ['REGISTRY_PORT', 'NOTARY_PORT', 'ADDRESSES_PORT', 'SMTP_PORT', 'MAIL_PORT'] as const;

function wanted(config: Config): (SettingName & `${string}_PORT`)[] {
  return [...always, ...(config.TWINS ? ofTwins : []), ...(config.AGENT ? (['AGENT_PORT'] as const) : [])];
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** @returns for each taken port a line that says what to do. */
export async function takenPorts(config: Config): Promise<string[]> {
  const lines: string[] = [];
  for (const name of wanted(config)) {
    const port = config[name];
    if (await isFree(port, config.HOST)) continue;
    lines.push(
      `Port ${port} (${name}) is taken by another program. Stop it, or choose another: ${name}=${port + 10_000} make start`,
    );
  }
  return lines;
}
