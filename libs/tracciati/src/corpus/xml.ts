import { type DocumentoOstile, MIB, long, small } from './documento-ostile.js';

const APERTURA = '<Flusso xmlns="http://inps.it/Casellario">';

const numbered = (nome: string, regola: string, times: number): DocumentoOstile => ({
  nome,
  regola,
  *pezzi() {
    yield Buffer.from(APERTURA.slice(0, -1));
    for (let at = 0; at < times; at += 1000) {
      yield Buffer.from(Array.from({ length: 1000 }, (_, k) => ` a${at + k}="1"`).join(''));
    }
  },
});

const lol = Array.from({ length: 9 }, (_, k) => `<!ENTITY l${k + 1} "${`&l${k};`.repeat(10)}">`).join('');

/** Hostile XML. */
export const XML_OSTILE: readonly DocumentoOstile[] = [
  small('billion laughs', 'XML-06', `<!DOCTYPE x [<!ENTITY l0 "lol">${lol}]><Flusso>&l9;</Flusso>`),
  small('quadratic blow-up', 'XML-06', `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><Flusso>${'&a;'.repeat(20_000)}</Flusso>`), // prettier-ignore
  small('external entity that reads a file', 'XML-06', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Flusso>&e;</Flusso>'), // prettier-ignore
  small('external DTD', 'XML-06', '<!DOCTYPE Flusso SYSTEM "http://127.0.0.1/x.dtd"><Flusso/>'),
  small('entity without a DOCTYPE', 'XML-02', `${APERTURA}&lol;</Flusso>`),
  long('nesting 100,000 deep', 'XML-07', '', '<a>', 100_000),
  long('attribute of 50 MB', 'XML-07', `${APERTURA.slice(0, -1)} a="`, 'x', 50 * MIB, '"/>'),
  numbered('a million attributes', 'XML-07', 1_000_000),
  long('name of 10 MB', 'XML-07', '<', 'n', 10 * MIB, '/>'),
  small('name of 1,000 characters', 'XML-07', `<${'n'.repeat(1000)}/>`),
  long('text of 50 MB', 'XML-07', APERTURA, 'x', 50 * MIB),
  long('CDATA of 50 MB', 'XML-07', `${APERTURA}<![CDATA[`, 'x', 50 * MIB, ']]></Flusso>'),
  long('comment of 50 MB', 'XML-07', '<!-- ', 'x', 50 * MIB, '--><Flusso/>'),
  long('a million comments', 'XML-07', APERTURA, '<!---->', 1_000_000, '</Flusso>'),
  long('processing instruction of 10 MB', 'XML-07', '<?p ', 'x', 10 * MIB, '?><Flusso/>'),
  long('a text in pieces', 'XML-07', `${APERTURA}<IdentificazioneFlusso/><Beneficiario><Anagrafica/><Indirizzo/><PrestazioniSociali><SINA><InvaliditaCivile><InvCiv>`, 'x<?p?>', 90_000), // prettier-ignore
  long('a riga with a million items', 'XML-07', `${APERTURA}<IdentificazioneFlusso/><Beneficiario><Anagrafica/><Indirizzo/><PrestazioniSociali><SINA><InvaliditaCivile>`, '<InvCiv>1</InvCiv>', 1_000_000), // prettier-ignore
  long('a beneficiario with a million addresses', 'XML-07', `${APERTURA}<IdentificazioneFlusso/><Beneficiario>`, '<Indirizzo/>', 1_000_000), // prettier-ignore
  small('bytes that are no UTF-8', 'XML-04', Buffer.concat([Buffer.from(`${APERTURA}<!-- citt`), Buffer.from([0xe0, 0x20, 0xff])])), // prettier-ignore
  small('overlong UTF-8', 'XML-04', Buffer.concat([Buffer.from(APERTURA), Buffer.from([0xc0, 0xaf])])),
  small('surrogates in UTF-8', 'XML-04', Buffer.concat([Buffer.from(APERTURA), Buffer.from([0xed, 0xa0, 0x80, 0x3c])])), // prettier-ignore
  small('UTF-8 cut inside a character', 'XML-04', Buffer.concat([Buffer.from(`${APERTURA}citt`), Buffer.from([0xc3])])),
  small('half a surrogate pair in UTF-16', 'XML-08', Buffer.from('\ufeff<Flusso>\ud83d </Flusso>', 'utf16le')),
  small('UTF-7', 'XML-05', '<?xml version="1.0" encoding="UTF-7"?>+ADw-Flusso/+AD4-'),
  small('an encoding nobody knows', 'XML-05', '<?xml version="1.0" encoding="x-segreta"?><Flusso/>'),
  small('UTF-16 declared, bytes of UTF-8', 'XML-05', '<?xml version="1.0" encoding="UTF-16"?><Flusso/>'),
  small('NUL characters', 'XML-08', `${APERTURA}\0\0</Flusso>`),
  small('NUL after the end', 'XML-08', '<Flusso/>\0'),
  small('control characters', 'XML-08', '<Flusso a="\u0007"/>'),
  small('reference to a forbidden character', 'XML-02', '<Flusso a="&#0;"/>'),
  small('reference beyond Unicode', 'XML-02', `<Flusso a="&#x${'f'.repeat(1000)};"/>`),
  small('a truncated document', 'XML-03', `${APERTURA}<IdentificazioneFlusso Nome="x">`),
  small('a document truncated inside a tag', 'XML-03', `${APERTURA}<Identifica`),
  small('no bytes', 'XML-01', ''),
  small('only a BOM', 'XML-01', Buffer.from([0xef, 0xbb, 0xbf])),
  small('only spaces', 'XML-01', ' \n\t '),
  small('two roots', 'XML-02', '<Flusso/><Flusso/>'),
];
