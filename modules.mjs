/**
 * The rooms of the house, lowest first: a module may use only what stands in its `uses`, and only through that module's front door.
 * The fence (.dependency-cruiser.mjs), the table in docs/architecture.md and the database's schemas are made from this list.
 *
 * @type {import('./modules.d.mts').Module[]}
 */
export const modules = [
  { name: 'subjects', uses: [], schema: false, purpose: 'who is served: IIN, BIN, names, phone numbers' },
  {
    name: 'regulations',
    uses: ['subjects'],
    schema: false,
    purpose: 'the engine: a regulation as data, its checker, next steps, deadlines. Pure',
  },
  {
    name: 'pki',
    uses: [],
    schema: false,
    library: true,
    purpose: 'DER, X.509, CMS, OCSP, CRL, time stamps: reading, making, verifying',
  },
  {
    name: 'gateway',
    uses: ['pki'],
    schema: true,
    purpose: 'messages between systems: envelope, signing, inbox, outbox, routing, journal',
  },
  { name: 'notices', uses: ['subjects'], schema: true, purpose: 'cabinet notices, e-mail, templates' },
  {
    name: 'authority',
    uses: ['subjects', 'pki'],
    schema: true,
    purpose: 'the certification authority: issuance, revocation, publication; the verification service',
  },
  {
    name: 'registries',
    uses: ['subjects', 'gateway'],
    schema: true,
    purpose: 'clients of foreign registries through the gateway; who looked at whose data',
  },
  {
    name: 'registers',
    uses: ['subjects'],
    schema: true,
    purpose:
      "the local body's own registers: the unemployed, children taught at home, preschools and their queue, guardians, the housing queue",
  },
  {
    name: 'documents',
    uses: ['subjects', 'regulations', 'pki'],
    schema: true,
    doors: ['in-page'],
    purpose: 'files; electronic documents: PDF, bar code, verification',
  },
  { name: 'catalogue', uses: ['regulations'], schema: false, purpose: 'passports of services, rubrics, search' },
  {
    name: 'identity',
    uses: ['subjects', 'pki', 'notices', 'registries'],
    schema: true,
    purpose: 'accounts, sign-in, sessions, roles, bodies',
  },
  {
    name: 'applications',
    uses: [
      'subjects',
      'regulations',
      'pki',
      'gateway',
      'notices',
      'registries',
      'registers',
      'documents',
      'catalogue',
      'identity',
    ],
    schema: true,
    purpose: 'the life of an application: draft, signature, registration, steps, decision, result',
  },
  {
    name: 'reception',
    uses: ['subjects', 'identity'],
    schema: true,
    purpose: "the hall of a centre: tickets, windows, display, the day's register",
  },
  {
    name: 'workplaces',
    uses: ['subjects', 'regulations', 'notices', 'registries', 'registers', 'documents', 'catalogue', 'identity', 'applications'],
    schema: false,
    purpose: 'desks of officers: what cuts across modules (queues, navigation)',
  },
];
