import { html, trusted } from '#kit/html';
import type { Html } from '#kit/html';

/** Drawn on 24 × 24 with a stroke of the text's colour. */
const drawings = {
  back: '<path d="M15 5l-7 7 7 7"/>',
  bell: '<path d="M6 10a6 6 0 0112 0c0 6 2.5 7 2.5 7h-17S6 16 6 10M10 20.5a2 2 0 004 0"/>',
  check: '<path d="M5 12.5l5 5L19.5 7"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
  cross: '<path d="M6 6l12 12M18 6L6 18"/>',
  document: '<path d="M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7"/>',
  download: '<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.2v.3"/>',
  list: '<path d="M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1"/>',
  minus: '<path d="M6 12h12"/>',
  next: '<path d="M9 5l7 7-7 7"/>',
  question: '<path d="M8.5 9a3.5 3.5 0 116 2.4c-1.2 1-2.5 1.6-2.5 3.4M12 18.6v.3"/>',
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
  shield: '<path d="M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6zM8.5 12l2.5 2.5 4.5-5"/>',
  topics: '<path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z"/>',
  warning: '<path d="M12 3.5L22 20.5H2zM12 10v5M12 17.7v.3"/>',
} as const;

export type IconName = keyof typeof drawings;

/** A decorative drawing beside words that say the same; hidden from screen readers. */
export function icon(name: IconName): Html {
  return html`<svg class="bt-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${trusted(drawings[name])}</svg>`;
}

/** The mark of the portal: a window of four panes, the sun in one of them. */
export const mark = trusted(
  '<svg class="bt-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect x="2" y="2" width="28" height="28" rx="6" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="M16 2v28M2 16h28" stroke="currentColor" stroke-width="2.5"/><circle class="bt-sun" cx="23" cy="9.5" r="3.5"/></svg>',
);

/**
 * The ornament line under the header: a band of қошқар мүйіз (ram's horns), each pair of horns grown out of one stem, drawn as one line. The only decoration of the portal (design/ui.md).
 */
export const ornament = trusted(
  '<svg class="bt-ornament" aria-hidden="true" focusable="false" width="100%" height="18"><defs><pattern id="bt-horns" width="48" height="18" patternUnits="userSpaceOnUse"><path d="M0 16.25h48M24 16V8.5C24 4 20 2 16 2S9 5 9 8s2.5 4.5 4.5 4.500S17 11 17 9.5 15.5 7.5 14 8.200M24 8.500C24 4 28 2 32 2s7 3 7 6-2.5 4.5-4.5 4.500S31 11 31 9.500s1.5-2 3-1.300M0 5l3 4-3 4M48 5l-3 4 3 4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></pattern></defs><rect width="100%" height="18" fill="url(#bt-horns)"/></svg>',
);
