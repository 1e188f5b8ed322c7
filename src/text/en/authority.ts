import type { AuthorityTexts } from '../kk/authority.ts';

export const authority: AuthorityTexts = {
  statement: {
    title: 'Birtereze certification authority: certificate policy',
    paragraphs: [
      'The authority issues certificates for electronic digital signatures (EDS) to people, to legal entities and to information systems.',
      'A person gets two certificates: one to sign in, one to sign documents. Documents are never signed with the sign-in key.',
      'Before a certificate is issued it is checked against its profile and put on record. The log of what was issued, revoked and suspended is a chain that cannot be changed unseen.',
      'A revocation shows in OCSP answers at once and in the lists with their next issue. Where a key has fallen into other hands, lists are issued at once.',
    ],
    identifiers: 'Object identifiers of the policies',
    policies: {
      legalSigning: 'legal entities, signing',
      legalAuthentication: 'legal entities, sign-in',
      personSigning: 'people, signing',
      personAuthentication: 'people, sign-in',
      informationSystem: 'information systems',
      service: "the authority's services: OCSP, time stamping",
      timeStamps: 'time stamps',
    },
  },
};
