import type { IRegularForbiddenRuleType } from 'dependency-cruiser';
import { modules } from '../../modules.mjs';
import type { Module } from '../../modules.mjs';

/** Files that no running product loads. */
const tests = String.raw`\.test\.ts$|/testing[-a-z]*\.ts$|/testing/|^checks/|^bench/`;
const inside = (name: string): string => `^src/modules/${name}/`;
const oneOf = (names: readonly string[]): string => `(${names.join('|')})`;

type Rule = IRegularForbiddenRuleType;

function rule(name: string, comment: string, { from, to }: Pick<Rule, 'from' | 'to'>): Rule {
  return { name, severity: 'error', comment, from, to };
}

/** Doors beside `index.ts`: `testing` for tests of others, and what modules.mjs names for code that runs in a page. */
function doors(): string[] {
  const further = modules.flatMap(({ name, doors: own = [] }) => own.map((door) => `${name}/${door}\\.ts`));
  return [String.raw`[^/]+/index\.ts`, String.raw`[^/]+/testing\.ts`, String.raw`[^/]+/testing/index\.ts`, ...further];
}

const libraries = modules.filter(({ library }) => library).map(({ name }) => name);

function ofDoors(): Rule[] {
  const front = `^src/modules/${oneOf([...doors(), `${oneOf(libraries)}/.+`])}$`;
  return [
    rule('a module is entered by its front door', 'Use #<module>; what is missing there, ask its owner to export in index.ts.', {
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', front] },
    }),
    rule(
      'programs enter a module by its front door',
      'Use #<module>; what is missing there, ask its owner to export in index.ts.',
      {
        from: { pathNot: '^src/modules/' },
        to: { path: '^src/modules/[^/]+/', pathNot: front },
      },
    ),
    rule('another module is named, not pointed at', 'Import #<module>, as package.json has it, instead of a path.', {
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    }),
    rule(
      'a library is taken apart only where its whole does not fit',
      'Its parts are for pages, rules and the agent; others take the index.',
      {
        from: {
          path: '^(src|tools|twins)/',
          pathNot: [`^src/modules/${oneOf(libraries)}/`, String.raw`^src/modules/[^/]+/rules/`, tests],
        },
        to: { path: `^src/modules/${oneOf(libraries)}/`, pathNot: String.raw`^src/modules/[^/]+/index\.ts$` },
      },
    ),
  ];
}

/** What tests may also use: whatever stands lower in the house. */
function lowerThan({ name }: Module): string[] {
  return modules
    .slice(
      0,
      modules.findIndex((one) => one.name === name),
    )
    .map((one) => one.name);
}

function ofUses(module: Module): Rule[] {
  const lower = lowerThan(module);
  const only = (allowed: readonly string[]): string[] => [module.name, ...allowed].map(inside);
  return [
    rule(
      `${module.name} uses only what modules.mjs allows`,
      'Tell upwards by an event; or, if the house is wrong, change modules.mjs.',
      {
        from: { path: inside(module.name), pathNot: tests },
        to: { path: '^src/modules/', pathNot: only(module.uses) },
      },
    ),
    // Above the last there is nothing to forbid.
    ...(lower.length === modules.length - 1
      ? []
      : [
          rule(
            `tests of ${module.name} use nothing that stands higher`,
            'A test of a whole story belongs into checks/journeys.',
            {
              from: { path: `${inside(module.name)}.*(${tests})` },
              to: { path: '^src/modules/', pathNot: only(lower) },
            },
          ),
        ]),
  ];
}

const ofGround: readonly Rule[] = [
  rule('kit knows no domain', 'Plumbing without a domain word uses nothing of the house.', {
    from: { path: '^src/kit/', pathNot: tests },
    to: { path: '^(src|agent|twins|client|tools|seed|checks|bench)/', pathNot: '^src/kit/' },
  }),
  rule('texts and settings use nothing', 'Catalogues are words, config.ts is the only reader of the environment.', {
    from: { path: String.raw`^src/(text/|config\.ts$)`, pathNot: tests },
    to: { path: '^(src|agent|twins|client|tools|seed)/', pathNot: '^src/text/' },
  }),
  rule('ui knows no domain', 'Parts are made of kit/html and words; a domain word belongs into a module.', {
    from: { path: '^src/ui/', pathNot: tests },
    to: { path: '^(src|agent|twins|client|tools|seed)/', pathNot: '^src/(ui|kit|text)/' },
  }),
  rule('modules know no composition', 'Take what you need as a parameter; src/services.ts hands it in.', {
    from: { path: '^src/modules/' },
    to: { path: String.raw`^src/(main|services|config|chain-check)\.ts$|^src/(sites|set-up)/` },
  }),
  rule('the server knows no program beside it', 'agent, twins, client and tools are programs of their own.', {
    from: { path: '^src/', pathNot: tests },
    to: { path: '^(agent|twins|client|tools|checks|bench)/' },
  }),
  rule('invented people enter by the set-up alone', 'The cast is for set-up, twins and tests.', {
    from: { path: '^(src|agent|client)/', pathNot: ['^src/set-up/', tests] },
    to: { path: '^seed/' },
  }),
];

const ofPrograms: readonly Rule[] = [
  rule('the agent stands on pki alone', "It runs on a person's own computer, without the portal.", {
    from: { path: '^agent/', pathNot: tests },
    to: {
      path: '^(src|twins|client|tools|seed|checks|bench)/',
      pathNot: String.raw`^src/(kit|ui|text|modules/pki)/|^src/config\.ts$`,
    },
  }),
  rule('twins play foreign systems', 'They know the gateway’s envelope and the messages, nothing of the portal.', {
    from: { path: '^twins/', pathNot: tests },
    to: {
      path: '^(src|agent|client|tools|checks|bench)/',
      pathNot: String.raw`^src/(kit|ui|text)/|^src/config\.ts$|^src/modules/(subjects|gateway|registries)/`,
    },
  }),
  rule('a page carries no server', 'Islands take parts that run in a browser: library parts, in-page doors, types, words.', {
    from: { path: '^client/', pathNot: tests },
    to: {
      path: '^(src|agent|twins|tools|seed|checks|bench)/',
      pathNot: [
        `^src/modules/${oneOf(libraries)}/`,
        String.raw`^src/modules/[^/]+/in-page\.ts$`,
        '^src/text/',
        String.raw`^src/kit/clock\.ts$`,
      ],
      dependencyTypesNot: ['type-only'],
    },
  }),
  rule('a page has no Node', 'Browsers do not know the modules of Node.', {
    from: { path: '^client/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  }),
  rule('nothing uses the checks', 'They look at the house from outside.', {
    from: { path: '^(src|agent|twins|client|tools|seed)/', pathNot: tests },
    to: { path: '^(checks|bench)/' },
  }),
];

const ofLayers: readonly Rule[] = [
  rule('rules are pure', 'Values in, values out; what they need is handed in.', {
    from: { path: String.raw`^src/modules/[^/]+/rules/`, pathNot: tests },
    to: {
      path: String.raw`^src/modules/[^/]+/(store|web|adapters)/|/store\.ts$|^src/kit/(db|jobs|http|live|signals|log)\.ts$|^(fs|http|https|net|dns|child_process|worker_threads)(/|$)|node_modules/(pg|kysely|fastify)/`,
      dependencyTypesNot: ['type-only'],
    },
  }),
  rule('pages are pure', 'View model in, HTML out; the route asks the store.', {
    from: { path: String.raw`^src/modules/[^/]+/web/pages/`, pathNot: tests },
    to: {
      path: String.raw`/store/|/store\.ts$|^src/kit/(db|jobs|http)\.ts$|^(fs|http|https|net|child_process)(/|$)|node_modules/(pg|kysely|fastify)/`,
      dependencyTypesNot: ['type-only'],
    },
  }),
  rule('only stores speak SQL', 'Put the query into store.ts or store/ of the module that owns the table.', {
    from: { path: '^(src|agent|twins|tools)/', pathNot: ['^src/kit/', String.raw`/store/|/store\.ts$`, tests] },
    to: { path: 'node_modules/(pg|kysely)/', dependencyTypesNot: ['type-only'] },
  }),
  rule('nothing goes in a circle', 'Move what both need into a third file.', {
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  }),
];

const ofTesting: readonly Rule[] = [
  rule('only tests use testing', 'What product code needs does not belong into a testing file.', {
    from: { pathNot: [tests, '^tools/(test|golden|docs)/'] },
    to: { path: String.raw`\.test\.ts$|/testing[-a-z]*\.ts$|^(src|agent|twins|client)/.*/testing/` },
  }),
];

const ofPackages: readonly Rule[] = [
  rule('the product needs no development packages', 'Move the package to dependencies, with a line in docs/dependencies.md.', {
    from: { path: '^(src|agent|twins|client|seed)/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  }),
  rule('every package is declared', 'It is there by chance: add it to package.json.', {
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  }),
  rule('every import is found', 'The file or package is not there.', { from: {}, to: { couldNotResolve: true } }),
  rule('node-forge reads old key files in the agent alone', 'It accepts wrong signatures; never verify with it.', {
    from: { pathNot: ['^agent/', tests] },
    to: { path: '(^|/)node-forge(/|$)' },
  }),
];

/** What may not be. Each name is a sentence of docs/architecture.md; each comment says what to do instead. */
export const forbidden: readonly Rule[] = [
  ...ofDoors(),
  ...modules.flatMap(ofUses),
  ...ofGround,
  ...ofPrograms,
  ...ofLayers,
  ...ofTesting,
  ...ofPackages,
];
