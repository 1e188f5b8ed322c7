import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Finding } from '../rules/finding.ts';
import { examineService, readCommonParts } from './folder.ts';

const folder = join(import.meta.dirname, '../../../../regulations');
const common = readCommonParts(join(folder, 'common'));

describe('PRO-6 what several files say together is checked too', () => {
  /** A copy of RG-1 in which files can be changed, with an earlier version laid away. */
  function examineAfter(change: (service: string) => void): readonly Finding[] {
    const copy = mkdtempSync(join(tmpdir(), 'regulation-'));
    try {
      cpSync(join(folder, 'rg-1'), copy, { recursive: true });
      cpSync(join(folder, 'rg-1'), join(copy, 'versions/1'), { recursive: true });
      const file = join(copy, 'regulation.yaml');
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('version: 1', 'version: 2').replace('validFrom: 2025', 'validFrom: 2026'),
      );
      change(copy);
      return examineService(copy, { common }).findings;
    } finally {
      rmSync(copy, { recursive: true });
    }
  }
  const edit = (file: string, from: string | RegExp, to: string) =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

  test('PRO-1 two versions of which the later takes effect later are sound', () => {
    assert.deepEqual(
      examineAfter(() => {}),
      [],
    );
  });

  test('PRO-6 the checker finds a version that takes effect before the one that it replaces', () => {
    const [found] = examineAfter((service) => edit(join(service, 'regulation.yaml'), 'validFrom: 2026', 'validFrom: 2024'));
    assert.deepEqual([found?.code, found?.path], ['versionOrder', 'validFrom']);
    const [twice] = examineAfter((service) => edit(join(service, 'regulation.yaml'), 'version: 2', 'version: 1'));
    assert.deepEqual([twice?.code, twice?.path], ['duplicate', 'version']);
  });

  test('PRO-6 the checker finds a fault in an earlier version, and says in which', () => {
    const [found] = examineAfter((service) => edit(join(service, 'versions/1/regulation.yaml'), '3wd', '4wd'));
    assert.deepEqual([found?.code, found?.path], ['deadlineDiffers', 'versions.1.process.channels.centre.steps.9']);
  });

  test('PRO-6 the checker finds a regulation beside the passport of another service', () => {
    const [found] = examineAfter((service) => edit(join(service, 'regulation.yaml'), 'id: rg-1', 'id: rg-9'));
    assert.match(found?.reason ?? '', /rg-9 stands beside the passport of rg-1/);
  });

  test('PRO-6 the checker finds a common part that is not there, and limits that do not fit', () => {
    const codes = (from: string | RegExp, to: string) =>
      examineAfter((service) => edit(join(service, 'regulation.yaml'), from, to)).map(({ code }) => code);
    assert.deepEqual(codes('like: centre', 'like: counter'), ['commonPart']);
    assert.deepEqual(codes('60s, 30s, 10m', '60s, 10m'), ['commonPart']);
  });
});
