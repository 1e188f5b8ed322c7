export { bodies, cast } from './cast.ts';
export type { CastBody, CastKey, CastPerson } from './cast.ts';
