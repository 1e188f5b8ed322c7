import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { ConfigError, readConfig, settings } from '#config';

const production = {
  MODE: 'production',
  SEED: 'no',
  TWINS: 'no',
  PORTAL_URL: 'https://portal.example',
  WORKPLACE_URL: 'https://workplace.example',
  AUTHORITY_PASSPHRASE: 'from the ceremony',
} as const;

const refused = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return '';
};

test('OPS-2 without any setting everything has its default, and every setting says what it means', () => {
  const config = readConfig({});
  for (const [name, { meaning }] of Object.entries(settings)) {
    assert.ok(name in config, name);
    assert.ok(meaning.length > 5, name);
  }
  assert.equal(config.PORTAL_URL, `http://localhost:${config.PORTAL_PORT}`);
});

test('OPS-2 every fault is said at once, with the name of the setting', () => {
  const message = refused({ PORTAL_PORT: 'eighty', AGENT: 'perhaps', FILE_LIMIT: '-1' });
  for (const name of ['PORTAL_PORT', 'AGENT', 'FILE_LIMIT']) assert.match(message, new RegExp(name));
});

test('OPS-2 an empty variable is one that was not set', () => {
  assert.equal(readConfig({ PORTAL_PORT: '' }).PORTAL_PORT, 8080);
});

test('OPS-2 two programs cannot have one port', () => {
  assert.match(refused({ PORTAL_PORT: '9000', MAIL_PORT: '9000' }), /PORTAL_PORT.*9000|MAIL_PORT.*9000/s);
  assert.equal(refused({ PORTAL_PORT: '0', MAIL_PORT: '0' }), '', '0 takes any free port');
});

test('SEC-12 production refuses each switch that is for trying out', () => {
  assert.equal(refused(production), '');
  assert.match(refused({ ...production, SEED: 'yes' }), /SEED=yes/);
  assert.match(refused({ ...production, TWINS: 'yes' }), /TWINS=yes/);
  assert.match(refused({ ...production, AGENT_TLS: 'no' }), /AGENT_TLS=no/);
  assert.match(refused({ ...production, AUTHORITY_PASSPHRASE: '' }), /AUTHORITY_PASSPHRASE/);
  assert.match(refused({ ...production, PORTAL_URL: 'http://portal.example' }), /PORTAL_URL.*https/);
  assert.match(refused({ ...production, WORKPLACE_URL: 'http://workplace.example' }), /WORKPLACE_URL.*https/);
});
