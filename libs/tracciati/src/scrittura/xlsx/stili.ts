import type { ColonnaScritta, FormatoColonna } from './foglio-scritto.js';
import { INIZIO_XML, SPAZIO_FOGLI } from './xml.js';

/** Number formats: those under 164 are known to every spreadsheet by their number. */
const FORMATI: Readonly<Record<FormatoColonna, number>> = { testo: 49, intero: 1, importo: 164, giorno: 165 };
const OWN_FORMATS =
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.00"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>';
const ORDER = Object.keys(FORMATI) as FormatoColonna[];

/** What cells have that say nothing: a number shows as many decimals as it has. */
export const STILE_NUMERO = 0;
export const STILE_INTESTAZIONE = 1;

/** Place of a style: formats follow the header's, each plain and then with line breaks. */
export function stileDi(formato: FormatoColonna, aCapo: boolean): number {
  return STILE_INTESTAZIONE + 1 + ORDER.indexOf(formato) * 2 + (aCapo ? 1 : 0);
}

export function stileColonna({ formato = 'testo', aCapo = false }: ColonnaScritta): number {
  return stileDi(formato, aCapo);
}

export function stiliXml(): string {
  const styles = ORDER.flatMap((formato) => [
    `<xf numFmtId="${FORMATI[formato]}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    `<xf numFmtId="${FORMATI[formato]}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">` +
      '<alignment vertical="top" wrapText="1"/></xf>',
  ]);
  return (
    `${INIZIO_XML}<styleSheet xmlns="${SPAZIO_FOGLI}">${OWN_FORMATS}` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6F0"/></patternFill></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${styles.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">' +
    `<alignment vertical="top" wrapText="1"/></xf>${styles.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
