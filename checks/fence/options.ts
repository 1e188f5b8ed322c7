import type { ICruiseOptions } from 'dependency-cruiser';

/** How the tree is read. With TypeScript 7 every parser but swc reads no module at all and finds nothing wrong. */
export const options = {
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
} as const satisfies ICruiseOptions;

/** Everything that is ours. */
export const tree = ['src', 'agent', 'twins', 'client', 'tools', 'seed', 'checks', 'bench'] as const;
