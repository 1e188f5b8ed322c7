import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { Representable, RequestContents } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { alert, button, buttonLink, facts, form, heading, radios, row } from '#ui';
import type { PageContext } from '#ui';
import { signingDays } from '../../rules/signing.ts';
import { draftPaths, frame } from './draft.ts';
import type { DraftPage } from './draft.ts';

/** A field's name in the browser for a signer's id. */
export function choiceName(id: string): string {
  return `signs-${id.replaceAll('.', '-')}`;
}

function choiceView(locale: Locale, choice: Representable, chosen: string | undefined): Html {
  const words = texts(locale).signers.choose;
  const options = choice.representatives.map(({ id, name }) => ({
    value: id,
    label: name === undefined ? words.byApplicant : words.by(name),
  }));
  return radios({
    locale,
    name: choiceName(choice.id),
    legend: words.question(choice.name),
    options: [{ value: 'own', label: words.own }, ...options],
    value: chosen ?? 'own',
  });
}

/** Who signs, and for whom a representative does; where somebody is named twice, what to correct. */
export function signersView(context: PageContext, props: DraftPage & { repeated: readonly string[] }): Html {
  const { locale } = context;
  const words = texts(locale).signers.choose;
  const { draft, regulation, representable, repeated } = props;
  const [first] = regulation.form.pages.filter(({ questions }) =>
    questions.some(({ id }) => regulation.form.signers.some(({ iin, each }) => id === iin || id === each)),
  );
  const correct = first && html`<p><a class="ds-link" href="${draftPaths.page(draft.id, first.id)}">${words.correct}</a></p>`;
  const trouble =
    repeated.length > 0 &&
    alert({
      locale,
      tone: 'danger',
      title: words.repeated,
      content: html`<p>${words.repeatedText(repeated.join('; '))}</p>${correct}`,
      live: 'alert',
    });
  const choices = representable.map((choice) => choiceView(locale, choice, draft.representation[choice.iin]));
  const next = form({
    action: draftPaths.signers(draft.id),
    content: html`${choices}${button({ label: texts(locale).ui.next })}`,
  });
  const content = html`${heading({ title: words.title, lead: choices.length > 0 ? words.lead : undefined })}${trouble}${choices.length > 0 ? next : trouble === false && html`<p>${words.nobody}</p>`}`;
  return frame(context, { ...props, stop: 'signers', title: words.title, content });
}

/** Below the review: who else signs, and the two ways to begin; undefined where the applicant signs alone. */
export function signersReview(
  locale: Locale,
  of: Pick<DraftPage, 'draft' | 'regulation' | 'representable'> & {
    contents: RequestContents;
    lines: readonly { label: string; value: string }[];
  },
): Html | undefined {
  const { draft, contents, lines } = of;
  if (!contents.signers?.some(({ signedBy }) => signedBy !== contents.consumer.iin)) return undefined;
  const words = texts(locale).signers.review;
  const sign = buttonLink({ href: draftPaths.sign(draft.id), label: words.signFirst });
  const invite = form({
    action: draftPaths.signing(draft.id),
    content: button({ label: words.inviteFirst, variant: 'secondary' }),
  });
  return html`<h2>${words.title}</h2><p>${words.lead(signingDays)}</p>${facts(lines.map(({ label, value }) => ({ term: label, value })))}${row(sign, invite)}`;
}
