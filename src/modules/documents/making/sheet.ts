import Pdf from 'pdfkit';
import type { Locale } from '#text';
import { fonts } from './fonts.ts';

/** Points of PDF: 1/72 inch. */
export const millimetre = 72 / 25.4;

export const ink = { text: '#16242b', muted: '#4b5f68', rule: '#b9c6cc', deep: '#06303c', gold: '#c79a00' } as const;

/** A4 with room for a hole punch and for printers that do not reach the edge. */
const margins = { top: 13 * millimetre, bottom: 15 * millimetre, left: 17 * millimetre, right: 17 * millimetre };

export interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right' | 'justify';
  readonly lang?: Locale;
}

/** Where a text stands: its left end, its top and its width. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export type Element = PDFKit.PDFStructureElement;

/**
 * A4 pages on which every text is tagged with its role and language, and everything else is marked as decoration, so that a screen reader
 * reads the document in its order (DOC-3). PDF/A-3b: fonts embedded, colours defined, so that it can be kept for ever.
 */
export class Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly root: Element;
  readonly left = margins.left;
  readonly width: number;
  readonly #bytes: Promise<Uint8Array>;

  constructor(info: { readonly title: string; readonly author: string; readonly at: Date }) {
    this.document = new Pdf({
      size: 'A4',
      margins,
      pdfVersion: '1.7',
      subset: 'PDF/A-3b',
      tagged: true,
      lang: 'kk',
      displayTitle: true,
      bufferPages: true,
      // No default font: the standard fourteen are not embedded, which PDF/A forbids.
      font: null as unknown as string,
      info: {
        Title: info.title,
        Author: info.author,
        Creator: 'Birtereze',
        Producer: 'Birtereze',
        CreationDate: info.at,
        ModDate: info.at,
      },
    });
    this.document.registerFont('regular', fonts().regular).registerFont('bold', fonts().bold);
    this.width = this.document.page.width - margins.left - margins.right;
    this.#bytes = collect(this.document);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  get y(): number {
    return this.document.y;
  }

  /** Where the room for text ends on each page. */
  get bottom(): number {
    return this.document.page.height - margins.bottom;
  }

  moveTo(y: number): void {
    this.document.y = y;
  }

  /** Begins a new page where less than `height` is left on this one. */
  need(height: number): void {
    if (this.y + height > this.bottom) this.document.addPage();
  }

  heightOf(text: string, style: Style, width: number): number {
    return this.#styled(style).heightOfString(text, { width, lineGap: style.size * 0.12 });
  }

  widthOf(text: string, style: Style): number {
    return this.#styled(style).widthOfString(text);
  }

  /** Opens an element inside another; end it when its children are there. */
  element(parent: Element, tag: string, options: { readonly lang?: Locale; readonly alt?: string } = {}): Element {
    const element = this.document.struct(tag, options);
    parent.add(element);
    return element;
  }

  /** Writes a text as an element of its own. @returns the y below it. */
  write(parent: Element, text: string, { tag = 'P', ...options }: Style & Place & { readonly tag?: string }): number {
    const element = this.element(parent, tag, options.lang === undefined ? {} : { lang: options.lang });
    element.add(() => {
      this.#styled(options).text(text, options.x, options.y, {
        width: options.width,
        align: options.align ?? 'left',
        lineGap: options.size * 0.12,
      });
    });
    element.end();
    return this.y;
  }

  /** A picture that means something; `alt` says what. */
  picture(parent: Element, png: Buffer, { x, y, width, alt }: Place & { readonly alt: string }): void {
    const element = this.element(parent, 'Figure', { alt });
    element.add(() => void this.document.image(png, x, y, { width, height: width }));
    element.end();
  }

  /** Lines, ornaments and running feet: seen, not read aloud. */
  decorate(draw: (document: PDFKit.PDFDocument) => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw(this.document);
    this.document.endMarkedContent();
  }

  rule(y: number, { color = ink.rule, thickness = 0.5 }: { readonly color?: string; readonly thickness?: number } = {}): void {
    this.decorate((document) => {
      document
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .lineWidth(thickness)
        .strokeColor(color)
        .stroke();
    });
  }

  /** A line at the foot of every page. */
  feet(line: (page: number, count: number) => { readonly left: string; readonly right: string }): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.document.switchToPage(page);
      // Below the margin pdfkit would begin another page.
      this.document.page.margins.bottom = 0;
      const { left, right } = line(page + 1, count);
      const place = { lineBreak: false, width: this.width };
      this.decorate(() => {
        const foot = this.#styled({ size: 7.5, color: ink.muted });
        foot.text(left, this.left, this.document.page.height - 10 * millimetre, { ...place, align: 'left' });
        foot.text(right, this.left, this.document.page.height - 10 * millimetre, { ...place, align: 'right' });
      });
    }
  }

  /** Closes the document. */
  async bytes(): Promise<Uint8Array> {
    this.root.end();
    this.document.end();
    return this.#bytes;
  }

  #styled(style: Style): PDFKit.PDFDocument {
    return this.document
      .font(style.bold === true ? 'bold' : 'regular')
      .fontSize(style.size)
      .fillColor(style.color ?? ink.text);
  }
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
