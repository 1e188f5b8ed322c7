import { childText, childrenOf, element, onlyChild } from '#gateway';
import type { MessageData, XmlElement } from '#gateway';
import type { Iin } from '#subjects';
import { codeOf, readCoded, readDate, readItem, readList, readNamed, writeRequest } from './message.ts';
import type { RequestHeader } from './message.ts';
import type { PowerOfAttorney } from './power-of-attorney.ts';

/** Which power of attorney: all three must agree, so that nobody can leaf through other people's. */
export interface AttorneyQuery {
  readonly number: string;
  readonly principal: Iin;
  readonly representative: Iin;
}

/** The request of the notary system. The shape is ours, in the person registry's style: the real one is not published. */
export function writeAttorneyRequest(header: RequestHeader, { number, principal, representative }: AttorneyQuery): MessageData {
  const asked = [
    element('attorneyNumber', number),
    element('principalIin', principal),
    element('representativeIin', representative),
  ];
  return writeRequest(header, ...asked);
}

/** @returns undefined for what is not an answer to this query; `absent` where there is no such power of attorney between the two. */
export function readAttorneyAnswer(data: MessageData | undefined, asked: AttorneyQuery): PowerOfAttorney | 'absent' | undefined {
  const list = readList(data, 'attorneys');
  if (list === undefined) return undefined;
  const [only, second] = childrenOf(list, 'attorney');
  if (only === undefined) return 'absent';
  const read = second === undefined ? readAttorney(only) : undefined;
  // Somebody else's power is worse than none.
  const isAsked =
    read?.number === asked.number && read.principal.iin === asked.principal && read.representative.iin === asked.representative;
  return isAsked ? read : undefined;
}

function readAttorney(from: XmlElement): PowerOfAttorney | undefined {
  const number = childText(from, 'number');
  const issuedOn = readDate(from, 'issueDate');
  const validUntil = readDate(from, 'endDate');
  const principal = readNamed(onlyChild(from, 'principal'));
  const representative = readNamed(onlyChild(from, 'representative'));
  const status = codeOf(from, 'status');
  const revokedOn = readDate(from, 'revocationDate');
  if (number === undefined || issuedOn === undefined || validUntil === undefined) return undefined;
  if (principal === undefined || representative === undefined || !agrees(status, revokedOn)) return undefined;
  const powers = childrenOf(onlyChild(from, 'powers'), 'power').flatMap((power) => readItem(power) ?? []);
  return { number, issuedOn, validUntil, revokedOn, notary: readCoded(from, 'notary'), principal, representative, powers };
}

/** 00 in force, 01 revoked, and then with its day: whatever else is said must not pass for valid. */
function agrees(status: string | undefined, revokedOn: string | undefined): boolean {
  return status === (revokedOn === undefined ? '00' : '01');
}
