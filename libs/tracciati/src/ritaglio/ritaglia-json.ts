import { FormaJson, SENZA_TESTA } from '../documenti/forma-json.js';
import type { Limiti } from '../limiti.js';
import { DA_CORREGGERE } from '../piano/nomi.js';
import { pianoOf } from '../piano/piano-of.js';
import { radice } from '../tabelle/parole.js';
import type { Tracciato } from '../tracciato.js';
import { type InOrdine, parole } from './da-correggere.js';
import { nomiDeiCampi } from './nomi-campi.js';
import { type OggettoIncontrato, RegistratoreOggetti } from './registratore.js';

/** The refused objects as they were written, each with what to mend in it, inside what stood around them. */
export async function* ritagliaJson(
  tracciato: Tracciato,
  limiti: Limiti,
  pezzi: AsyncIterable<Uint8Array>,
  daCorreggere: InOrdine,
): AsyncGenerator<string> {
  const registratore = new RegistratoreOggetti();
  const forma = new FormaJson(pezzi, registratore, tracciato, limiti);
  const nomi = nomiDeiCampi(pianoOf(tracciato));
  let scritte = 0;
  let chiusura: string | undefined;
  for await (const righe of forma.righe()) {
    void righe;
    for (const incontro of registratore.preleva()) {
      const riga = await daCorreggere.at(incontro.numero);
      if (riga === undefined) continue;
      const testo = conParole(
        incontro,
        parole(riga.rilievi, ({ campo }) => nomi.get(campo) ?? campo),
      );
      if (forma.formato === 'ndjson') {
        yield `${testo}\n`;
        continue;
      }
      const [apertura, fine] = attorno(incontro);
      chiusura ??= fine;
      yield `${scritte++ === 0 ? apertura : ',\n'}${testo}`;
    }
  }
  if (forma.formato === 'json') yield chiusura ?? '{"righe":[]}\n';
}

/** What stands around the righe. */
function attorno({ testa }: OggettoIncontrato): readonly [apertura: string, chiusura: string] {
  if (testa === SENZA_TESTA) return ['[\n', '\n]\n'];
  const pairs = Object.entries(testa).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`);
  return [`{${pairs.join('')}"righe":[\n`, '\n]}\n'];
}

/** The object with one more key, which says what to mend; an old one, of the time before, goes. */
function conParole({ oggetto: { valore, testo } }: OggettoIncontrato, said: readonly string[]): string {
  const old = Object.keys(valore).filter((key) => radice(key) === radice(DA_CORREGGERE));
  const kept = Object.fromEntries(Object.entries(valore).filter(([key]) => !old.includes(key)));
  const text = old.length === 0 ? testo : JSON.stringify(kept);
  const comma = Object.keys(kept).length === 0 ? '' : ',';
  return `{${JSON.stringify(DA_CORREGGERE)}:${JSON.stringify(said)}${comma}${text.slice(text.indexOf('{') + 1)}`;
}
