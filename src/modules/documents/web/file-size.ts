import { texts } from '#text';
import type { Locale } from '#text';

/** `12 КБ`, `1,4 МБ`; below one kilobyte a file is shown as one. */
export function fileSize(bytes: number, locale: Locale): string {
  const words = texts(locale).documents.files.size;
  const kilo = Math.max(1, Math.round(bytes / 1024));
  return kilo < 1024
    ? words.kilobytes(kilo)
    : words.megabytes((kilo / 1024).toLocaleString(locale, { maximumFractionDigits: 1 }));
}
