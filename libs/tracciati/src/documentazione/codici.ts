import { escapeXml as esc } from '../scrittura/caratteri.js';
import { snakeOf } from '../piano/nomi.js';
import { compila } from '../schema/compilato.js';
import type { Tracciato } from '../tracciato.js';

/** Where the code of a prestazione is written, and which codes may stand there. */
export function sezioneCodici(tracciato: Tracciato): string {
  const { codicePrestazione } = tracciato.chiave;
  if (tracciato.nomenclatura === undefined) return '';
  if (codicePrestazione === undefined) return senzaTraduzione(tracciato.nomenclatura);
  const campo = compila(tracciato).campi.get(codicePrestazione)!;
  const dove = `<code>${esc(`${campo.elemento.nome}/@${campo.attributo!.nome}`)}</code>`;
  const nomenclatura = esc(tracciato.nomenclatura);
  return (
    `<section id="codici"><h2>Codici delle prestazioni</h2>` +
    `<p>In ${dove} si scrive un codice della nomenclatura ${nomenclatura}, uno della nomenclatura regionale, oppure uno della ` +
    `nomenclatura locale che l’ente (o il capofila del suo ambito) ha caricato. Snodo lo traduce in ${nomenclatura} con le versioni e le ` +
    `associazioni in vigore alla data della prestazione, e a INPS va il codice tradotto. Un codice locale può essere più corto o più lungo ` +
    `di quanto ammette lo schema: la riga è accolta, anche se il documento non risulta conforme allo schema.</p>` +
    `<p>Se il codice locale può valere più codici, la riga dice quale con una barra: <code>LOCALE/SCELTO</code>, dove ` +
    `<code>SCELTO</code> è uno dei codici a cui è associato. Per esempio <code>SAD/A2.07</code>.</p>` +
    colonnaLocale(tracciato) +
    `<p>Un codice conosciuto che non ha ancora un’associazione in vigore non respinge la riga: resta in attesa di codifica e parte da ` +
    `sola quando l’associazione è approvata. Un codice che nessuno conosce respinge la riga.</p></section>\n`
  );
}

/** In XML a local code has no place of its own: there it stands where the code stands. */
function colonnaLocale({ estensione, chiave }: Tracciato): string {
  const campo = estensione.find(({ uso }) => uso === 'codice_locale');
  if (campo === undefined) return '';
  const [locale, codice] = [
    `<code>${esc(campo.nome)}</code>`,
    `<code>${esc(snakeOf(chiave.codicePrestazione!))}</code>`,
  ];
  return (
    `<p>Nelle tabelle e in JSON il codice locale sta in ${locale}, da solo; con ${codice} accanto, questo dice quale dei codici a cui è ` +
    `associato, e non serve la barra. In XML non c’è altro posto: il codice locale si scrive al posto del codice.</p>`
  );
}

/** Of a tracciato whose codes travel as they are written. */
function senzaTraduzione(nomenclatura: string): string {
  const sistema = esc(nomenclatura);
  return (
    `<section id="codici"><h2>Codici delle prestazioni</h2>` +
    `<p>Si scrivono codici della nomenclatura ${sistema}. In questo tracciato i codici della nomenclatura locale non si traducono: vanno ` +
    `scritti quelli ${sistema}. Un codice che la nomenclatura in vigore non conosce non respinge la riga: è detto con un avviso, e a INPS ` +
    `va come è scritto.</p></section>\n`
  );
}
