import type { GatewayTexts } from '../kk/gateway.ts';

export const gateway: GatewayTexts = {
  faults: {
    malformed: 'The message has a wrong format',
    tooLarge: 'The message is too large',
    signature: 'The signature is missing or wrong',
    certificate: 'The certificate of the system is unknown or not valid',
    sender: 'The sender is not the system that signed',
    service: 'There is no such service',
    right: 'No right to call this service was granted',
    expired: 'The time of the message is out of bounds',
    replay: 'The message was accepted before',
    conflict: 'A message of another content was accepted under this id',
    data: 'The data of the message do not fit the service',
    unavailable: 'The service is unavailable for now, try again later',
    timeLimit: 'The service did not answer in time',
    answer: 'The answer of the service is wrong',
    defect: 'Internal error of the gateway',
  },
};
