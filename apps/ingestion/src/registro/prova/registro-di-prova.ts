import type { Clock } from '#libs/persistence';
import type { Registro } from '#libs/registro';
import { EsitiDaSigillare } from '../esiti-da-sigillare.js';
import { RicevuteDaSigillare } from '../ricevute-da-sigillare.js';

/** The register of ingestion as its module puts it together. */
export function registroDiProva(clock: Clock): Registro {
  const fonti = [new RicevuteDaSigillare(clock), new EsitiDaSigillare()];
  return { nome: 'ricevute', app: 'ingestion', metrica: 'snodo_ingestion', pausa: 1000, fonti };
}
