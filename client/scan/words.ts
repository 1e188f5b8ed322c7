import type { DocumentsTexts } from '../../src/text/kk/documents.ts';
import type { UiTexts } from '../../src/text/kk/ui.ts';

export interface Words {
  readonly documents: DocumentsTexts;
  readonly verdict: UiTexts['verdict'];
}

/** The words of one language; the other two are not fetched. */
const catalogues = {
  kk: () => Promise.all([import('../../src/text/kk/documents.ts'), import('../../src/text/kk/ui.ts')]),
  ru: () => Promise.all([import('../../src/text/ru/documents.ts'), import('../../src/text/ru/ui.ts')]),
  en: () => Promise.all([import('../../src/text/en/documents.ts'), import('../../src/text/en/ui.ts')]),
} as const;

export async function wordsOf(locale: keyof typeof catalogues): Promise<Words> {
  const [{ documents }, { ui }] = await catalogues[locale]();
  return { documents, verdict: ui.verdict };
}
