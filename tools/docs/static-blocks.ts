import { settings } from '#config';
import { modules } from '../../modules.mjs';
import { table } from './blocks.ts';
import type { Block } from './blocks.ts';

function moduleTable(): string {
  const rows = modules.map(({ name, purpose, uses, schema }) => [
    `[${name}](../src/modules/${name})`,
    purpose,
    uses.join(', ') || '–',
    schema ? `\`${name}\`` : '–',
  ]);
  return table(['module', 'what for', 'uses', 'schema'], rows);
}

function settingTable(): string {
  const rows = Object.entries(settings).map(([name, { fallback, meaning }]) => [
    `\`${name}\``,
    fallback === '' ? '–' : `\`${fallback}\``,
    meaning,
  ]);
  return table(['variable', 'default', 'meaning'], rows);
}

/** The parts that are made from lists in the code, without running anything. */
export function staticBlocks(): Block[] {
  return [
    { page: 'docs/architecture.md', name: 'modules', text: moduleTable() },
    { page: 'docs/operations/settings.md', name: 'settings', text: settingTable() },
  ];
}
