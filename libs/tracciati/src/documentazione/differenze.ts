import type { Differenza, GenereDifferenza } from '../differenze/differenza.js';
import { differenzeOf } from '../differenze/differenze-of.js';
import { escapeXml as esc } from '../scrittura/caratteri.js';
import type { Tracciato } from '../tracciato.js';

const GENERI: Readonly<Record<GenereDifferenza, string>> = {
  campo_aggiunto: 'campo aggiunto',
  campo_tolto: 'campo tolto',
  significato_cambiato: 'significato cambiato',
  obbligo_cambiato: 'obbligo cambiato',
  quantita_cambiata: 'ripetizioni cambiate',
  tipo_cambiato: 'tipo cambiato',
  valore_aggiunto: 'valore aggiunto',
  valore_tolto: 'valore tolto',
  etichetta_cambiata: 'etichetta cambiata',
  colonna_aggiunta: 'colonna aggiunta',
  colonna_tolta: 'colonna tolta',
  regola_aggiunta: 'regola aggiunta',
  regola_tolta: 'regola tolta',
  gravita_cambiata: 'effetto della regola cambiato',
  regola_riscritta: 'regola riscritta',
};

/** What changed since the version before, first what asks who sends to do something. */
export function sezioneDifferenze(prima: Tracciato, dopo: Tracciato): string {
  const differenze = differenzeOf(prima, dopo);
  const due = differenze.filter(({ daAdeguare }) => daAdeguare);
  const others = differenze.filter(({ daAdeguare }) => !daAdeguare);
  return (
    `<section id="differenze"><h2>Differenze dalla versione ${esc(prima.versione)}</h2>` +
    `<p>Pubblicata il ${esc(dopo.pubblicato)}, in vigore dal ${esc(dopo.validita.dal)}. La versione ${esc(prima.versione)} ` +
    `${finoA(prima)}.</p>\n${tabella('Da adeguare in ciò che si invia', due)}${tabella('Altre differenze', others)}</section>\n`
  );
}

function finoA({ validita: { al } }: Tracciato): string {
  return al === null ? 'resta in vigore accanto a questa' : `vale fino al ${esc(al)}`;
}

function tabella(titolo: string, differenze: readonly Differenza[]): string {
  if (differenze.length === 0) return `<p>${titolo}: nessuna.</p>`;
  const rows = differenze.map(
    ({ genere, posto, prima, dopo }) =>
      `<tr><td>${GENERI[genere]}</td><td><code>${esc(posto)}</code></td><td>${esc(prima ?? '')}</td><td>${esc(dopo ?? '')}</td></tr>`,
  );
  return (
    `<table><caption>${titolo}</caption><thead><tr><th scope="col">Che cosa</th><th scope="col">Dove</th>` +
    `<th scope="col">Prima</th><th scope="col">Dopo</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}
