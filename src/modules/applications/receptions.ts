import { receive, receiveAndReply, receiveReply } from '#gateway';
import type { Reception } from '#gateway';
import { registrationMessage, requestMessage, statusMessage, systems } from './messages.ts';
import { registerRequest } from './register.ts';
import type { ApplicationServices } from './services.ts';
import { tellApplicant } from './tell.ts';

/** What portal and workplace do with each other's messages; wired into the gateway in main. */
export function applicationReceptions(services: ApplicationServices): Reception[] {
  return [
    receiveAndReply({
      system: systems.workplace,
      kind: requestMessage,
      reply: registrationMessage,
      run: (tx, message) => registerRequest(services, tx, message),
    }),
    ...[systems.portal, systems.centre].map((system) =>
      receiveReply({
        system,
        kind: registrationMessage,
        run: (tx, { applicationId, registeredAt }) =>
          tellApplicant(services, tx, { applicationId, occasion: 'accepted', at: new Date(registeredAt) }),
      }),
    ),
    receive({
      system: systems.portal,
      kind: statusMessage,
      run: (tx, { at, ...status }) => tellApplicant(services, tx, { ...status, at: at === undefined ? undefined : new Date(at) }),
    }),
  ];
}
