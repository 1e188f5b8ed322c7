import { texts } from '#text';
import type { Locale, Texts } from '#text';
import type { DeskModel } from './desk-model.ts';
import type { DeskMessage } from './pages/desk.ts';

/** What was just done at a desk, as the address of the page after it says. */
const doneWords = [
  'taken',
  'held',
  'moved',
  'handedOver',
  'released',
  'notHeld',
  'saved',
  'changed',
  'sent',
  'returned',
  'signed',
  'signMoved',
  'notYours',
  'noCertificate',
  'asked',
  'askMoved',
  'extended',
  'extendLate',
  'extendMoved',
  'noted',
  'complaintAnswered',
  'complaintBefore',
] as const;
export type Done = (typeof doneWords)[number];

export function parseDone(text: unknown): Done | undefined {
  return doneWords.find((word) => word === text);
}

const ending: readonly Done[] = ['sent', 'returned', 'signed', 'handedOver', 'released', 'asked'];

/** Whether this officer is through with the request and goes on to the next one. */
export function endsWork(done: Done): boolean {
  return ending.includes(done);
}

type Message = (words: Texts['workplaces'], handling: Texts['handling']) => DeskMessage;

const messages = {
  taken: ({ take }) => ({ tone: 'success', text: take.taken }),
  held: ({ take }) => ({ tone: 'warning', text: take.heldTitle }),
  moved: ({ take }) => ({ tone: 'warning', text: take.moved }),
  handedOver: ({ pass }) => ({ tone: 'success', text: pass.handedOver }),
  released: ({ pass }) => ({ tone: 'success', text: pass.released }),
  notHeld: ({ pass }) => ({ tone: 'warning', text: pass.notHeld }),
  saved: ({ decision }) => ({ tone: 'success', text: decision.savedNow }),
  changed: ({ decision }) => ({ tone: 'warning', text: decision.faults.changedSince }),
  sent: ({ sent }) => ({ tone: 'success', title: sent.title, text: sent.text }),
  returned: ({ sign }) => ({ tone: 'success', text: sign.returned }),
  signed: ({ sign }) => ({ tone: 'success', text: sign.signed }),
  signMoved: ({ sign }) => ({ tone: 'warning', text: sign.moved }),
  notYours: ({ sign }) => ({ tone: 'warning', text: sign.notYours }),
  noCertificate: ({ sign }) => ({ tone: 'danger', text: sign.noCertificate }),
  asked: (_, { ask }) => ({ tone: 'success', text: ask.asked }),
  askMoved: (_, { ask }) => ({ tone: 'warning', text: ask.moved }),
  extended: (_, { extend }) => ({ tone: 'success', text: extend.extended }),
  extendLate: (_, { extend }) => ({ tone: 'warning', text: extend.late }),
  extendMoved: (_, { extend }) => ({ tone: 'warning', text: extend.moved }),
  noted: (_, { notes }) => ({ tone: 'success', text: notes.saved }),
  complaintAnswered: (_, { complaints }) => ({ tone: 'success', text: complaints.answered }),
  complaintBefore: (_, { complaints }) => ({ tone: 'warning', text: complaints.before }),
} as const satisfies Record<Done, Message>;

const isMine = ({ application, officer }: DeskModel): boolean => application.holderId === officer.id;
const isAtWork = (desk: DeskModel): boolean => isMine(desk) && desk.application.awaits === 'officer';

/** What has to be so for a message to be true; an address may be kept, shared and gone back to. */
const holds: Partial<Record<Done, (desk: DeskModel) => boolean>> = {
  taken: isAtWork,
  saved: isAtWork,
  held: (desk) => desk.application.holderId !== undefined && !isMine(desk),
  sent: ({ application }) => application.awaits === 'signatory',
  signed: ({ application }) => application.decidedAt !== undefined,
  asked: ({ application }) => application.awaits === 'consumer',
};

export function doneMessage(done: Done, desk: DeskModel, locale: Locale): DeskMessage | undefined {
  if (holds[done]?.(desk) === false) return undefined;
  const { workplaces, handling } = texts(locale);
  return messages[done](workplaces, handling);
}
