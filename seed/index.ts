export { bodies, cast, operator } from './cast.ts';
export type { BodyKey, CastBody, CastKey, CastPerson } from './cast.ts';
