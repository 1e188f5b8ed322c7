import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig, settings } from './config.ts';

const production = {
  MODE: 'production',
  SEED: 'no',
  TWINS: 'no',
  AUTHORITY_PASSPHRASE: 'from the ceremony',
  PORTAL_URL: 'https://portal.example.kz',
  WORKPLACE_URL: 'https://work.example.kz',
};

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message.split('\n');
  }
  return [];
}

test('OPS-2 without any setting there is one that starts, and each setting says what it means', () => {
  const config = readConfig({});
  assert.equal(config.PORTAL_URL, 'http://localhost:8080');
  assert.equal(config.AGENT_URLS, 'wss://127.0.0.1:13579/');
  assert.equal(readConfig({ AGENT_TLS: 'no' }).AGENT_URLS, 'ws://127.0.0.1:13579/');
  for (const [name, { meaning }] of Object.entries(settings)) assert.ok(meaning.length > 8, name);
});

test('OPS-2 every fault is named at once: what cannot be read, what contradicts, what production refuses', () => {
  const faults = faultsOf({
    ...production,
    SEED: 'yes',
    PORTAL_PORT: 'x',
    FILE_LIMIT: '-1',
    PKI_PORT: '9000',
    GATEWAY_PORT: '9000',
    PORTAL_URL: '',
  });
  const named = ['PORTAL_PORT=x', 'FILE_LIMIT=-1', 'GATEWAY_PORT and PKI_PORT are both 9000', 'SEED=yes', 'PORTAL_URL'];
  assert.equal(faults.length, named.length);
  for (const name of named)
    assert.ok(
      faults.some((fault) => fault.startsWith(name)),
      `${name}: ${faults.join(' | ')}`,
    );
});

test('OPS-2 an address is an address; a slash at its end is none of its own', () => {
  for (const url of ['portal.example.kz', 'javascript:alert(1)', 'ftp://a.kz', 'https://'])
    assert.equal(faultsOf({ PORTAL_URL: url }).length, 1, url);
  assert.equal(readConfig({ PORTAL_URL: 'https://portal.example.kz/' }).PORTAL_URL, 'https://portal.example.kz');
  assert.equal(readConfig({ PORTAL_PORT: '9080', PUBLIC_HOST: 'here' }).PORTAL_URL, 'http://here:9080');
});

test('SEC-12 production refuses what is for trying out, each by its name', () => {
  assert.deepEqual(faultsOf(production), []);
  const refused = {
    SEED: 'yes',
    TWINS: 'yes',
    AUTHORITY_PASSPHRASE: '',
    AGENT_TLS: 'no',
    PORTAL_URL: 'http://a.kz',
    WORKPLACE_URL: '',
  };
  for (const [name, value] of Object.entries(refused)) {
    const faults = faultsOf({ ...production, [name]: value });
    assert.ok(faults.length === 1 && faults[0]?.startsWith(name), `${name}: ${faults.join()}`);
  }
});

test('OPS-2 ports of one number are told apart from ports that the system chooses', () => {
  assert.deepEqual(faultsOf({ PORTAL_PORT: '0', WORKPLACE_PORT: '0' }), []);
  assert.equal(faultsOf({ PORTAL_PORT: '8081' }).length, 1);
});
