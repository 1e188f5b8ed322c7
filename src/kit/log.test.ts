import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newToken, sha256Hex } from './ids.ts';
import { openLog } from './log.ts';

function lineOf(facts: object, message = 'said'): string {
  const lines: string[] = [];
  openLog({ level: 'info', name: 'test', to: { write: (line) => lines.push(line) } }).info(facts, message);
  assert.equal(lines.length, 1);
  JSON.parse(lines[0] ?? '');
  return lines[0] ?? '';
}

test('SEC-10 IIN, address, phone, token and key are struck out, wherever they stand in a line', () => {
  const secrets = [
    '890312499015',
    'aigerim@example.kz',
    'a.b+c@co-op.example-mail.kz',
    'айгерім@пошта.қаз',
    '+77010000101',
    's3cret@db.example.kz',
    newToken(),
    `-${'a'.repeat(42)}`,
    `${'a'.repeat(42)}-`,
    Buffer.alloc(96, 7).toString('base64'),
  ];
  const frames = [
    (secret: string) => lineOf({ secret }),
    (secret: string) => lineOf({ deep: [{ of: `x=${secret}` }] }),
    (secret: string) => lineOf({}, `sent to ${secret}, refused`),
    (secret: string) => lineOf({ stack: new Error(`no row for (${secret})`).stack }),
    (secret: string) => lineOf({ url: `/a?b=${secret}&c=d` }),
  ];
  for (const secret of secrets) for (const frame of frames) assert.ok(!frame(secret).includes(secret), frame(secret));
  assert.ok(!lineOf({ subject: 'SERIALNUMBER=IIN890312499015' }).includes('890312499015'));
  assert.ok(!lineOf({ url: 'postgres://user:s3cret@db.example.kz/name' }).includes('s3cret'));
});

test('SEC-10 no token that can be made is left in a line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const token = Buffer.from(bytes).toString('base64url');
      assert.ok(!lineOf({ token }).includes(token));
      assert.ok(!lineOf({}, `link /confirm/${token}`).includes(token));
    }),
    { numRuns: 300 },
  );
});

test('OPS-3 what helps an operator stays: ids, hashes, times, places in the code', () => {
  const [id, hash] = ['01a20481-01da-7628-910b-123456789012', `a123456789012b${sha256Hex('x').slice(14)}`];
  const line = lineOf({
    id,
    hash,
    route: '/applications/:id',
    at: 1_700_000_000_123,
    stack: 'at /srv/node_modules/@fastify/cookie/plugin.js:10:5',
  });
  for (const kept of [
    id,
    hash,
    '/applications/:id',
    '1700000000123',
    '@fastify/cookie/plugin.js:10:5',
    '"level":30',
    '"name":"test"',
  ])
    assert.ok(line.includes(kept), kept);
});
