export { registerColumns, registerNames, registerRows } from './register-row.ts';
export type { RegisterKey, RegisterName, RegisterRow } from './register-row.ts';
export { enterUnemployed, listUnemployedOf, searchUnemployed } from './store.ts';
export type { RegisterSearch, Unemployed } from './store.ts';
