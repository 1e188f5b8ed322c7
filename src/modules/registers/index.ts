export { registerColumns, registerNames, registerRows } from './register-row.ts';
export type { RegisterKey, RegisterName, RegisterRow } from './register-row.ts';
export { enterUnemployed, findUnemployed, listUnemployedOf, searchUnemployed } from './store.ts';
export type { RegisterSearch, Unemployed } from './store.ts';
export { unemployedCardView, unemployedListView } from './web/pages/unemployed.ts';
export type { RegisterFrame, UnemployedCardProps, UnemployedListProps } from './web/pages/unemployed.ts';
