import { availableParallelism } from 'node:os';
import { findBodyByBin } from '#identity';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { enterUnemployed } from '#registers';
import { bodies } from '#seed';
import { formatName } from '#subjects';
import { liftOneDraftRule, makeApplicants, makeSignedDrafts, submissionBytes } from './applicants.ts';
import type { Applicant } from './applicants.ts';
import { openInstallation } from './installation.ts';
import type { Installation } from './installation.ts';
import { liveThrough } from './lives.ts';
import type { Life, LifePlan } from './lives.ts';
import { hireStaff } from './staff.ts';
import type { Staff } from './staff.ts';

/** An installation in which people apply and officers decide; benchmarks that grow it share it. */
export interface District extends Installation {
  /** In the register of the unemployed, so that a certificate can be given to each. */
  readonly applicants: readonly Applicant[];
  readonly staff: Staff;
}

const people = 16;

async function enterRegister({ db }: Installation, applicants: readonly Applicant[]): Promise<void> {
  const body = await findBodyByBin(db, bodies.employment.bin);
  if (body === undefined) throw new Error('The employment department is missing');
  const none = { publicWorks: undefined, training: undefined, assistance: undefined };
  await inTransaction(db, async (tx) => {
    for (const { iin, name } of applicants) {
      const entry = { id: newId(), bodyId: body.id, iin, fullName: formatName(name), registeredOn: '2026-02-02' };
      await enterUnemployed(tx, { ...entry, ...none, at: systemClock.now() });
    }
  });
}

/** Drafts of these people, signed and not yet sent, each as the beginning of a life. */
export async function makeLives(district: District, count: number): Promise<LifePlan['lives']> {
  const drafts = await makeSignedDrafts(district, district.applicants, { count, stamped: true });
  return drafts.map((draft, index) => ({ id: draft.id, submission: submissionBytes(draft, index) }));
}

/** Lives through these applications at the district's own sites. */
export function liveHere(district: District, how: Pick<LifePlan, 'atOnce' | 'lives' | 'ratePerSecond'>): Promise<Life[]> {
  const { config, databaseUrl, authority, staff } = district;
  const { PORTAL_PORT: portalPort, WORKPLACE_PORT: workplacePort } = config;
  const { issuingCertificate } = authority;
  return liveThrough({ portalPort, workplacePort, databaseUrl, issuingCertificate, staff, ...how });
}

/** Opens a district with one application that went the whole way: what is copied when the database is filled. */
export async function openDistrict(): Promise<District> {
  // As it is run where there is much to do: a server process for each core.
  const installation = await openInstallation(availableParallelism());
  await liftOneDraftRule(installation.db);
  const applicants = await makeApplicants(installation, people);
  await enterRegister(installation, applicants);
  const staff = await hireStaff(installation, { specialists: 4, heads: 2 });
  const district: District = { ...installation, applicants, staff };
  await liveHere(district, { atOnce: 1, lives: await makeLives(district, 1) });
  return district;
}
