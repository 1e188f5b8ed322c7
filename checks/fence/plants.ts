import { modules } from '../../modules.mjs';

/** A file that breaks the rule on purpose. */
export interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const takes = (from: string): string => `import { thing } from '${from}';\nexport const other = thing;\n`;
const plain = 'export const thing = 1;\n';

/** A small house in which everybody keeps to the rules. */
export function soundHouse(): Map<string, string> {
  const files = new Map<string, string>();
  for (const { name, uses } of modules) {
    const lines = uses.map((used, index) => `import { thing as thing${index} } from '#${used}';`);
    const body = `export const used = [${uses.map((_used, index) => `thing${index}`).join(', ')}];\n`;
    files.set(`src/modules/${name}/index.ts`, `export { thing } from './inner.ts';\nexport { used } from './verb.ts';\n`);
    files.set(`src/modules/${name}/inner.ts`, plain);
    files.set(`src/modules/${name}/verb.ts`, `${lines.join('\n')}\n${body}`);
    files.set(`src/modules/${name}/store.ts`, `import { sql } from 'kysely';\nexport const thing = sql;\n`);
    files.set(`src/modules/${name}/testing.ts`, takes('./inner.ts'));
    files.set(`src/modules/${name}/verb.test.ts`, takes('./testing.ts'));
  }
  const single = [
    'src/kit/db',
    'src/kit/clock',
    'src/text/index',
    'src/ui/index',
    'src/config',
    'src/services',
    'src/set-up/set-up',
  ];
  const programs = [
    'seed/index',
    'agent/agent',
    'twins/twins',
    'client/forms/main',
    'tools/start/start',
    'checks/look',
    'bench/main',
  ];
  for (const path of [...single, ...programs]) files.set(`${path}.ts`, plain);
  // The statement that swc's visitor does not know must not hide what stands beside it.
  files.set('tools/start/using.ts', `${takes('#config')}await using held = other as never;\nexport const kept = held;\n`);
  return files;
}

/** Two for each module but the last, above which nothing stands. */
function plantsOfModules(): Plant[] {
  return modules.flatMap(({ name, uses }, index) => {
    const unused = modules.find((one) => one.name !== name && !uses.includes(one.name))?.name ?? '';
    const higher = modules[index + 1]?.name;
    const use = {
      rule: `${name} uses only what modules.mjs allows`,
      file: `src/modules/${name}/planted-use.ts`,
      text: takes(`#${unused}`),
    };
    if (higher === undefined) return [use];
    const rule = `tests of ${name} use nothing that stands higher`;
    return [use, { rule, file: `src/modules/${name}/planted-use.test.ts`, text: takes(`#${higher}`) }];
  });
}

const single: readonly (readonly [rule: string, file: string, from: string])[] = [
  ['a module is entered by its front door', 'src/modules/notices/planted-door.ts', '../subjects/inner.ts'],
  ['a module is entered by its front door', 'src/modules/notices/planted-door.test.ts', '../subjects/inner.ts'],
  ['programs enter a module by its front door', 'tools/start/planted-door.ts', '../../src/modules/notices/inner.ts'],
  ['programs enter a module by its front door', 'src/services-planted.ts', './modules/notices/store.ts'],
  ['another module is named, not pointed at', 'src/modules/notices/planted-path.ts', '../subjects/index.ts'],
  ['a library is taken apart only where its whole does not fit', 'src/modules/documents/planted-part.ts', '#pki/inner'],
  ['kit knows no domain', 'src/kit/planted.ts', '#subjects'],
  ['kit knows no domain', 'src/kit/planted-text.ts', '#text'],
  ['texts and settings use nothing', 'src/text/kk/planted.ts', '#kit/clock'],
  ['ui knows no domain', 'src/ui/planted.ts', '#subjects'],
  ['modules know no composition', 'src/modules/notices/planted-services.ts', '../../services.ts'],
  ['modules know no composition', 'src/modules/notices/planted-config.ts', '#config'],
  ['the server knows no program beside it', 'src/sites/planted.ts', '../../agent/agent.ts'],
  ['invented people enter by the set-up alone', 'src/modules/notices/planted-seed.ts', '#seed'],
  ['the agent stands on pki alone', 'agent/planted.ts', '#identity'],
  ['twins play foreign systems', 'twins/planted.ts', '#applications'],
  ['a page carries no server', 'client/forms/planted.ts', '#identity'],
  ['a page carries no server', 'client/forms/planted-kit.ts', '#kit/db'],
  ['a page has no Node', 'client/forms/planted-node.ts', 'node:fs'],
  ['nothing uses the checks', 'tools/start/planted-check.ts', '../../checks/look.ts'],
  ['rules are pure', 'src/modules/notices/rules/planted.ts', '../store.ts'],
  ['rules are pure', 'src/modules/notices/rules/planted-file.ts', 'node:fs/promises'],
  ['pages are pure', 'src/modules/notices/web/pages/planted.ts', '../../store.ts'],
  ['pages are pure', 'src/modules/notices/web/pages/planted-db.ts', '#kit/db'],
  ['only stores speak SQL', 'src/modules/notices/planted-sql.ts', 'kysely'],
  ['only stores speak SQL', 'tools/start/planted-sql.ts', 'pg'],
  ['only tests use testing', 'src/modules/notices/planted-testing.ts', './testing.ts'],
  ['the product needs no development packages', 'src/modules/notices/planted-dev.ts', 'fast-check'],
  ['every package is declared', 'src/modules/notices/planted-guest.ts', 'avvio'],
  ['every import is found', 'src/modules/notices/planted-nowhere.ts', './nowhere.ts'],
  ['node-forge reads old key files in the agent alone', 'src/modules/pki/planted-forge.ts', 'node-forge'],
];

/** Every way over the fence. */
export const plants: readonly Plant[] = [
  ...plantsOfModules(),
  ...single.map(([rule, file, from]) => ({ rule, file, text: takes(from) })),
  { rule: 'nothing goes in a circle', file: 'src/modules/notices/planted-a.ts', text: takes('./planted-b.ts') },
];

/** What plants need beside them. */
export const besides: readonly (readonly [file: string, text: string])[] = [
  ['src/modules/notices/planted-b.ts', `import { other } from './planted-a.ts';\nexport const thing = other;\n`],
];
