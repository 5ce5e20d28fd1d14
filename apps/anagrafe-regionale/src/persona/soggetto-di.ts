import type { Soggetto } from '#libs/abbinamento';
import type { DatiPersona } from './dati-persona.js';

/**
 * What of a person is compared. Of codes only the codice fiscale: STP codes end after six months, and that two differ says nothing.
 */
export function soggettoDi({ codici, annoNascita, ...dati }: DatiPersona): Soggetto {
  const codice = codici.find(({ sistema, stato }) => sistema === 'codice_fiscale' && stato !== 'cessato')?.codice;
  const { cognome, nome, sesso, dataNascita, luogoNascita, comuneResidenza: comune } = dati;
  return {
    cognome,
    nome,
    ...(sesso !== undefined && { sesso }),
    ...(dataNascita !== undefined && { dataNascita }),
    ...(annoNascita !== undefined && { annoNascita }),
    ...(luogoNascita !== undefined && { luogoNascita }),
    ...(comune !== undefined && { comune }),
    ...(codice !== undefined && { codice }),
  };
}
