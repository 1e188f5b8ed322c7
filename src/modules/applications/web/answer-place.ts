import type { FastifyRequest } from 'fastify';
import { officerOf, personOf } from '#identity';
import type { Access, EdsWeb } from '#identity';
import type { NavigationItem } from '#ui';
import type { OwnActor } from '../own.ts';
import type { ApplicationServices } from '../services.ts';
import { answerPathsBelow } from './pages/answer.ts';
import type { AnswerPaths } from './pages/answer.ts';
import { cabinetNavigation } from './pages/cabinet.ts';
import { counterPaths } from './pages/counter-begin.ts';

/** Where an answer is put together: by the person at the portal, or at the counter that took the request. */
export interface AnswerPlace {
  readonly services: ApplicationServices;
  readonly eds: EdsWeb;
  readonly access: Access;
  readonly paths: AnswerPaths;
  actorOf(request: FastifyRequest): OwnActor;
  navigation(request: FastifyRequest): readonly NavigationItem[];
}

export function portalAnswers(services: ApplicationServices, eds: EdsWeb): AnswerPlace {
  return {
    services,
    eds,
    access: 'person',
    paths: answerPathsBelow((id) => `/applications/${id}`, { file: (id, file) => `/applications/${id}/files/${file}` }),
    actorOf: personOf,
    navigation: (request) => cabinetNavigation(request.page, 'applications'),
  };
}

export function counterAnswers(services: ApplicationServices, eds: EdsWeb, navigation: AnswerPlace['navigation']): AnswerPlace {
  const { application } = counterPaths;
  return {
    services,
    eds,
    access: 'officer',
    paths: answerPathsBelow(application, { file: (id, file) => `${application(id)}/answer/files/${file}` }),
    actorOf: officerOf,
    navigation,
  };
}
