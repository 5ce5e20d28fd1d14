import type { TipoCella } from './foglio.js';
import type { NomeRegola } from './regole.js';

/** Values of a list that a message repeats. */
const LISTED = 20;

/** What a type admits, in the words of the finding about it; undefined where those of the rule say enough. */
export function attesaDi(tipo: TipoCella, difetto: NomeRegola): string | undefined {
  if (difetto === 'forma') return `Il valore non ha la forma ammessa: ${tipo.modello}.`;
  if (difetto === 'lunghezza') return `La lunghezza del valore non è ammessa: ${lengths(tipo)}.`;
  if (difetto !== 'fuoriElenco') return undefined;
  if (tipo.elenco === undefined) return `Il numero è fuori dall’intervallo ammesso: ${range(tipo)}.`;
  const admitted = tipo.elenco.slice(0, LISTED).map(({ valore }) => valore);
  return `Il valore non è fra quelli ammessi: ${admitted.join(', ')}${tipo.elenco.length > LISTED ? ', …' : ''}.`;
}

function lengths({ lunghezzaMin: min = 0, lunghezzaMax: max }: TipoCella): string {
  if (min === max) return `servono esattamente ${min} caratteri`;
  return max === undefined ? `servono almeno ${min} caratteri` : `servono da ${min} a ${max} caratteri`;
}

function range({ base, minimo, massimo }: TipoCella): string {
  const least = minimo ?? (base === 'intero' ? -2147483648 : undefined);
  const most = massimo ?? (base === 'intero' ? 2147483647 : undefined);
  return `da ${least ?? 'qualunque numero'} a ${most ?? 'qualunque numero'}`;
}
