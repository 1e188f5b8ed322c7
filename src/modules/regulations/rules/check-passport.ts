import type { Surroundings } from './check-sources.ts';
import { checkTwice } from './finding.ts';
import type { Report } from './finding.ts';
import type { Passport } from './passport.ts';
import type { NoticeOccasion, Regulation } from './regulation.ts';
import { placeholdersOf } from './template.ts';

/** What a consumer can attach: what the file store takes and a page shows. */
const formats = ['application/pdf', 'image/jpeg', 'image/png', 'image/heic'];

/** Checks what a person is told of a service, with or without a regulation beside it. */
export function checkPassport(passport: Passport, { bodyKinds, rubrics }: Surroundings, report: Report): void {
  const { requiredDocuments, refusalGrounds, channels, providerKind, rubric } = passport;
  const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
  checkTwice(idsOf(requiredDocuments), 'requiredDocuments', report);
  checkTwice(idsOf(refusalGrounds), 'refusalGrounds', report);
  checkTwice(
    channels.map(({ kind }) => kind),
    'channels',
    report,
  );
  for (const { id, formats: wanted } of requiredDocuments) {
    for (const format of wanted.filter((one) => !formats.includes(one)))
      report('unknownFormat', `requiredDocuments.${id}`, `files of ${format} are not taken`);
  }
  if (bodyKinds && !bodyKinds.includes(providerKind))
    report('unknownBody', 'providerKind', `there is no body of kind ${providerKind}`);
  if (rubrics && !rubrics.includes(rubric)) report('unknownRubric', 'rubric', `there is no rubric ${rubric}`);
}

/** What a notice must say to be of use (FRM-10, PRO-8). */
const mustSay: Partial<Record<NoticeOccasion, readonly string[]>> = {
  accepted: ['number', 'due'],
  needsYou: ['reason'],
  extended: ['due', 'reason'],
  refused: ['reason'],
};

/** Checks what is said around the process: notices, the survey, and what the passport promises of the signature. */
export function checkPromises(regulation: Regulation, report: Report): void {
  const { notices, survey, passport, process } = regulation;
  for (const [occasion, places] of Object.entries(mustSay)) {
    const { title, text } = notices[occasion as NoticeOccasion];
    for (const place of places.filter((one) => !placeholdersOf(title.kk + text.kk).includes(one)))
      report('unsaid', `notices.${occasion}`, `the notice does not say {{${place}}}`);
  }
  const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
  checkTwice(idsOf(survey.questions), 'survey.questions', report);
  checkTwice(idsOf(survey.answers), 'survey.answers', report);
  const signed = process.channels.some(({ kind, steps }) => kind === 'portal' && steps.some(({ act }) => act === 'send'));
  if (signed && !passport.edsNeeded)
    report(
      'signatureNotPromised',
      'edsNeeded',
      'the consumer signs at the portal, but the passport says that no signature is needed',
    );
}

/** Checks the versions of a service, in any order: each has its number, and the later takes effect later. */
export function checkVersions(versions: readonly Pick<Regulation, 'version' | 'validFrom'>[], report: Report): void {
  const ordered = versions.toSorted((a, b) => a.version - b.version);
  for (const [place, { version, validFrom }] of ordered.entries()) {
    const earlier = ordered[place - 1];
    if (earlier?.version === version) report('duplicate', 'version', `version ${version} stands twice`);
    else if (earlier && earlier.validFrom >= validFrom)
      report(
        'versionOrder',
        'validFrom',
        `version ${version} takes effect on ${validFrom}, not after version ${earlier.version} (${earlier.validFrom})`,
      );
  }
}
