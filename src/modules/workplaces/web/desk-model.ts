import {
  findPreparation,
  findRequest,
  listHistory,
  partiesOfRequest,
  possibleOutputs,
  viewApplication,
  viewDecision,
} from '#applications';
import type {
  Application,
  ApplicationServices,
  DecisionView,
  HistoryRecord,
  Party,
  Preparation,
  SignedRequest,
} from '#applications';
import type { StoredDocument, StoredFile } from '#documents';
import { listOfficers } from '#identity';
import type { Officer, OfficerActor } from '#identity';
import type { ReadableRequest, Regulation } from '#regulations';
import { readableRequest } from '#regulations';
import { formatShortName } from '#subjects';
import type { Locale } from '#text';
import type { Standing } from './pages/standing.ts';
import { handlingOf } from './handling-model.ts';
import type { Handling } from './handling-model.ts';
import type { Place } from './place.ts';
import { listNeighbours, standingOf } from './queue-routes.ts';

/** Everything that stands on an officer's desk around one request. */
export interface DeskModel extends Standing {
  readonly place: Place;
  /** The queue beside the request. */
  readonly neighbours: readonly Application[];
  readonly application: Application;
  readonly regulation: Regulation;
  readonly signed: SignedRequest;
  /** Everybody who signed it (FRM-9). */
  readonly parties: readonly Party[];
  readonly readable: ReadableRequest;
  readonly files: readonly StoredFile[];
  readonly history: readonly HistoryRecord[];
  readonly preparation: Preparation;
  /** The outputs between which is decided; empty when nothing is to be decided. */
  readonly views: readonly DecisionView[];
  /** The document of the decision, when it is signed. */
  readonly document: StoredDocument | undefined;
  readonly handling: Handling;
  /** Specialists to whom it can be handed over. */
  readonly colleagues: readonly Officer[];
}

/** Shown at the desk's side: as many as fit beside a request without scrolling past it. */
const mostNeighbours = 9;

function around(applications: readonly Application[], id: string): readonly Application[] {
  const at = applications.findIndex((one) => one.id === id);
  const from = Math.max(0, Math.min(at - Math.floor(mostNeighbours / 2), applications.length - mostNeighbours));
  return applications.slice(from, from + mostNeighbours);
}

/** What an output needs is looked up for the one who decides; others see the desk without it. */
async function viewsOf(
  services: ApplicationServices,
  officer: OfficerActor,
  of: { application: Application; regulation: Regulation; preparation: Preparation; signed: SignedRequest },
): Promise<DecisionView[]> {
  if (of.application.holderId !== officer.id || of.application.awaits !== 'officer') return [];
  const outputs = possibleOutputs(of.regulation, of.application, of.signed.contents.answers);
  return Promise.all(
    outputs.map((output) => viewDecision(services, { ...of, output, preparation: ownValues(of.preparation, output.id) })),
  );
}

/** What was written for one output is not what was written for another, though their facts have the same names. */
function ownValues(preparation: Preparation, output: string): Preparation {
  return preparation.output === output ? preparation : { ...preparation, values: {} };
}

/** Who works at the counter that took it is no officer of this body, and stands in the history too. */
async function namesAtCounter({ db }: ApplicationServices, application: Application): Promise<[id: string, name: string][]> {
  const { counterBodyId, bodyId } = application;
  if (counterBodyId === undefined || counterBodyId === bodyId) return [];
  return (await listOfficers(db, counterBodyId)).map(({ id, name }) => [id, formatShortName(name)]);
}

async function mustFindRequest(services: ApplicationServices, id: string): Promise<SignedRequest> {
  const request = await findRequest(services.db, id);
  if (request === undefined) throw new Error('An application without its signed request');
  return request;
}

/**
 * Puts the desk together; that the officer looked is written into the history.
 *
 * @throws Failure `notFound` for another body's request as for one that does not exist (SEC-2)
 */
export async function openDesk(
  services: ApplicationServices,
  officer: OfficerActor,
  asked: { id: string; place: Place; locale: Locale },
): Promise<DeskModel> {
  const { id, place, locale } = asked;
  const { db } = services;
  const application = await viewApplication(services, officer, id);
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const [signed, preparation, files, history, queue, officers, standing, document, handling] = await Promise.all([
    mustFindRequest(services, id),
    findPreparation(db, id),
    services.files.listHeld(db, id),
    listHistory(db, id),
    listNeighbours(services, officer, place),
    listOfficers(db, officer.bodyId),
    standingOf(services, officer),
    application.documentId === undefined ? undefined : services.documents.find(db, application.documentId),
    handlingOf(services, application),
  ]);
  const views = await viewsOf(services, officer, { application, regulation, preparation, signed });
  const colleagues = officers.filter((one) => one.id !== officer.id && one.roles.includes('specialist'));
  const readable = readableRequest(regulation, signed.contents, locale);
  const parties = await partiesOfRequest(db, signed);
  const desk = { place, neighbours: around(queue, id), application, regulation, signed, readable };
  const names = new Map([...(await namesAtCounter(services, application)), ...standing.names]);
  return { ...standing, names, ...desk, parties, files, history, preparation, views, document, handling, colleagues };
}
