export { gostCurve } from './curves.ts';
export { verifyGost } from './signature.ts';
export { streebog256, streebog512 } from './streebog.ts';
