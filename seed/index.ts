export { bodies, cast, operator } from './cast.ts';
export type { CastBody, CastKey, CastPerson } from './cast.ts';
