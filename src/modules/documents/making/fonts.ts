import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Pdf from 'pdfkit';

/** A parsed font, as pdfkit takes it. Its type is fontkit's, which pdfkit does not publish. */
export type ParsedFont = PDFKit.Mixins.PDFFontSource;

/** What fontkit makes of a word: pdfkit scales its positions in place, so each taker needs its own. */
interface GlyphRun {
  readonly positions: readonly object[];
}
interface FontkitFont {
  readonly characterSet: readonly number[];
  glyphForCodePoint(character: number): unknown;
  layout(text: string, features?: unknown): GlyphRun;
}

/**
 * Has every glyph made as its own character before anything is printed. fontkit keeps the glyphs that it has met, and one that it meets first
 * as a part of another, as the Latin A of which the Cyrillic А is made, has no character for ever: what is printed with it later looks right
 * and reads wrong. No two characters of this font share a glyph. Ligatures and the like are left out: printed, they stand for their letters.
 */
function nameGlyphs(font: FontkitFont): void {
  const isOwn = (character: number): boolean => {
    const text = String.fromCodePoint(character);
    return text.normalize('NFKC') === text;
  };
  for (const character of font.characterSet.filter(isOwn)) font.glyphForCodePoint(character);
}

/** Words of labels and statements come again in every document: laying them out is half of a document's time. */
const mostWords = 20_000;

function rememberWords(font: FontkitFont): void {
  const layout = font.layout.bind(font);
  const runs = new Map<string, GlyphRun>();
  font.layout = (text, features) => {
    if (features !== undefined) return layout(text, features);
    let run = runs.get(text);
    if (run === undefined) {
      if (runs.size >= mostWords) runs.clear();
      run = layout(text);
      runs.set(text, run);
    }
    const copy: GlyphRun = Object.create(Object.getPrototypeOf(run) as object) as GlyphRun;
    return Object.assign(copy, run, { positions: run.positions.map((position) => ({ ...position })) });
  };
}

export interface Fonts {
  readonly regular: ParsedFont;
  readonly bold: ParsedFont;
}

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));

/**
 * Parses a font once and keeps what pdfkit made of it: reading the tables anew for each document takes nine tenths of a document's time
 * (11 against 150 documents a second). pdfkit accepts its own parsed fonts as a source, yet gives them out only on this private field.
 */
function parse(path: string): ParsedFont {
  const document = new Pdf({
    // Its type says a path; every source of a font will do.
    font: readFileSync(join(folder, path)) as unknown as string,
  });
  const { _font: loaded } = document as unknown as { _font: { font: FontkitFont } };
  nameGlyphs(loaded.font);
  rememberWords(loaded.font);
  return loaded.font as unknown as ParsedFont;
}

let loaded: Fonts | undefined;

/** Noto Sans, which has every Kazakh letter (Ә Ғ Қ Ң Ө Ұ Ү Һ І) in each weight. */
export function fonts(): Fonts {
  loaded ??= {
    regular: parse('400Regular/NotoSans_400Regular.ttf'),
    bold: parse('600SemiBold/NotoSans_600SemiBold.ttf'),
  };
  return loaded;
}
