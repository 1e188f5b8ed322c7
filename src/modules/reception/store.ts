export { findHallByKey, findHallOf, insertHall, renewKeys } from './store/halls.ts';
export type { HallKeys } from './store/halls.ts';
export { listSittings, lockOperator, lockSitting, removeSitting, takeWindow } from './store/sittings.ts';
export {
  callTicket,
  countAhead,
  countWaiting,
  endTicket,
  findCalled,
  findTicket,
  insertTicket,
  listByState,
  listDay,
  lockCounter,
  lockNext,
  putBack,
} from './store/tickets.ts';
