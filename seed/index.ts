export { bodies, cast, operator } from './cast.ts';
export type { BodyKey, CastBody, CastKey, CastPerson } from './cast.ts';
export { absentPower, powersOfAttorney } from './powers-of-attorney.ts';
export type { CastPower } from './powers-of-attorney.ts';
export { districtFamilies, preschools } from './district.ts';
export type { DistrictFamily, DistrictPreschool } from './district.ts';
