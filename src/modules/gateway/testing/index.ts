/** For tests of this module and of those above it: systems with certificates, a node on a socket. */
export { offer, register, startNode, until } from './node.ts';
export type { TestNode, TestNodeOptions } from './node.ts';
export { makeSystem, trustOf } from './systems.ts';
