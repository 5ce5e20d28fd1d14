import { escapeXml as esc } from '../scrittura/caratteri.js';
import { compila } from '../schema/compilato.js';
import type { Tracciato } from '../tracciato.js';

/** Where the code of a prestazione is written, and which codes may stand there. */
export function sezioneCodici(tracciato: Tracciato): string {
  const campo = compila(tracciato).campi.get(tracciato.chiave.codicePrestazione)!;
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
    `<p>Un codice conosciuto che non ha ancora un’associazione in vigore non respinge la riga: resta in attesa di codifica e parte da ` +
    `sola quando l’associazione è approvata. Un codice che nessuno conosce respinge la riga.</p></section>\n`
  );
}
