import PDFDocument from 'pdfkit';
import { printable } from './testo-stampabile.js';

/** Points: what offices leave for punching holes. */
const MARGINE = 56;
const LARGHEZZA_ETICHETTE = 120;
const SPAZIO = 8;

interface Stile {
  readonly font: string;
  readonly size: number;
}
const TITOLO: Stile = { font: 'Helvetica-Bold', size: 18 };
const CAPO: Stile = { font: 'Helvetica-Bold', size: 12 };
const ETICHETTA: Stile = { font: 'Helvetica-Bold', size: 10 };
const NORMALE: Stile = { font: 'Helvetica', size: 10 };
const FISSO: Stile = { font: 'Courier', size: 9 };

/** A label with its value; `fisso` for what is compared letter by letter. */
export interface VoceStampata {
  readonly etichetta: string;
  readonly valore: string;
  readonly fisso?: boolean;
}

export interface SezioneStampata {
  readonly titolo: string;
  readonly voci?: readonly VoceStampata[];
  readonly paragrafi?: readonly string[];
}

export interface DocumentoStampato {
  readonly titolo: string;
  readonly sottotitolo: string;
  /** Said of the file itself: the same content makes the same bytes whenever it is printed. */
  readonly creatoIl: Date;
  readonly sezioni: readonly SezioneStampata[];
}

/**
 * A document for paper and for those who hear it: tagged, in Italian, in reading order. Not compressed: it is a few kilobytes, and so its
 * bytes do not depend on the compressor of one release. The standard fonts are not embedded, which PDF/UA would ask for.
 */
export function printDocumento({ titolo, sottotitolo, creatoIl, sezioni }: DocumentoStampato): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGINE,
    compress: false,
    pdfVersion: '1.7',
    lang: 'it-IT',
    tagged: true,
    displayTitle: true,
    info: { Title: printable(titolo), Author: 'Snodo', CreationDate: creatoIl, ModDate: creatoIl },
  });
  const bytes = collected(pdf);
  const radice = pdf.struct('Document');
  pdf.addStructure(radice);
  const add = (tipo: string, testo: string, stile: Stile): void => {
    makeRoom(pdf, testo, stile, widthOf(pdf));
    radice.add(pdf.struct(tipo, {}, () => write(pdf, testo, stile, MARGINE, widthOf(pdf))));
  };
  add('H1', titolo, TITOLO);
  add('P', sottotitolo, NORMALE);
  for (const { titolo: capo, voci = [], paragrafi = [] } of sezioni) {
    pdf.moveDown();
    add('H2', capo, CAPO);
    pdf.moveDown(0.4);
    if (voci.length > 0) addElenco(pdf, radice, voci);
    for (const paragrafo of paragrafi) {
      add('P', paragrafo, NORMALE);
      pdf.moveDown(0.3);
    }
  }
  radice.end();
  pdf.end();
  return bytes;
}

function addElenco(pdf: PDFKit.PDFDocument, radice: PDFKit.PDFStructureElement, voci: readonly VoceStampata[]): void {
  const elenco = pdf.struct('L');
  radice.add(elenco);
  const width = widthOf(pdf) - LARGHEZZA_ETICHETTE;
  for (const { etichetta, valore, fisso = false } of voci) {
    const stile = fisso ? FISSO : NORMALE;
    makeRoom(pdf, valore, stile, width);
    const { y } = pdf;
    elenco.add(
      pdf.struct('LI', {}, [
        pdf.struct('Lbl', {}, () => write(pdf, etichetta, ETICHETTA, MARGINE, LARGHEZZA_ETICHETTE - SPAZIO)),
        pdf.struct('LBody', {}, () => {
          pdf.y = y;
          write(pdf, valore, stile, MARGINE + LARGHEZZA_ETICHETTE, width);
        }),
      ]),
    );
    pdf.y += SPAZIO / 2;
  }
}

/** Goes on at the top of another page when a text does not fit whole: a page may not end inside an element that is tagged. */
function makeRoom(pdf: PDFKit.PDFDocument, testo: string, { font, size }: Stile, width: number): void {
  pdf.font(font).fontSize(size);
  const height = pdf.heightOfString(printable(testo), { width });
  if (pdf.y + height > pdf.page.height - MARGINE) pdf.addPage();
}

function write(pdf: PDFKit.PDFDocument, testo: string, { font, size }: Stile, x: number, width: number): void {
  pdf.font(font).fontSize(size).text(printable(testo), x, pdf.y, { width });
}

function widthOf(pdf: PDFKit.PDFDocument): number {
  return pdf.page.width - 2 * MARGINE;
}

function collected(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => void chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
