import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, locales, texts } from '#text';
import type { Locale } from '#text';
import { alert, button, facts, form, heading, layout, radios, statusTag, table } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import type { OpenSession } from '../../store.ts';

export interface SettingsProps {
  readonly email: string;
  /** The language of the person's letters; that of the pages may differ for the moment. */
  readonly letters: Locale;
  readonly sessions: readonly OpenSession[];
  readonly sessionId: string;
  /** The language was just changed. */
  readonly saved: boolean;
  readonly navigation: readonly NavigationItem[];
}

export const settingsPaths = { page: '/cabinet/settings', language: '/cabinet/settings/language' } as const;

function languageForm({ locale }: PageContext, letters: Locale): Html {
  const { language } = texts(locale).identity.settings;
  // Each by its own name, so that whoever reads no other finds it.
  const options = locales.map((value) => ({ value, label: texts(value).identity.settings.language.name }));
  return form({
    action: settingsPaths.language,
    content: html`${radios({ locale, name: 'locale', legend: language.legend, options, value: letters, inline: true })}
${button({ label: language.submit, variant: 'secondary' })}`,
  });
}

function sessionsTable({ locale }: PageContext, { sessions, sessionId }: SettingsProps): Html {
  const { sessions: words, signIn } = texts(locale).identity;
  const { device, address, way, since, seen } = words.columns;
  const rows = sessions.map((session) => [
    html`${session.device}${session.id === sessionId && html` ${statusTag({ tone: 'info', label: words.current })}`}`,
    session.address,
    session.method === 'eds' ? signIn.byEds : signIn.byPassword,
    formatDateTime(session.createdAt, locale),
    formatDateTime(session.seenAt, locale),
  ]);
  const columns = [
    { label: device },
    { label: address },
    { label: way },
    { label: since, nowrap: true },
    { label: seen, nowrap: true },
  ];
  return table({ caption: words.title, captionHidden: true, columns, rows });
}

/** «Баптаулар» in its first part: e-mail, language, and where one is signed in (CAB-2, AUTH-4). */
export function settingsPage(context: PageContext, props: SettingsProps): Html {
  const { locale } = context;
  const { settings, sessions: words, fields } = texts(locale).identity;
  const saved = props.saved && alert({ locale, tone: 'success', content: settings.language.saved, live: 'status' });
  const content = html`${saved}${heading({ title: settings.title })}
<section><h2>${settings.contact}</h2>${facts([{ term: fields.email, value: props.email }])}</section>
<section><h2>${settings.language.title}</h2>${languageForm(context, props.letters)}</section>
<section><h2>${words.title}</h2>${sessionsTable(context, props)}
<p>${words.confirm}</p>${form({ action: '/sign-out/everywhere', content: button({ label: words.everywhere, variant: 'danger' }) })}</section>`;
  return layout(context, { title: settings.title, content, width: 'wide', navigation: props.navigation });
}
