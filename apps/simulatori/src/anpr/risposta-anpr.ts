import type { CasoUso } from '../modi/e-service.js';
import type { Soggetto } from '../modi/soggetti.js';

/** What ANPR says of a subject to each e-service, in its own words. @param senzaData of the dead it gives no day */
export function datiSoggetto(caso: CasoUso, soggetto: Soggetto, senzaData: boolean): object {
  const { id, deceduto } = soggetto;
  const identificativi = { idANPR: id };
  if (caso === 'C030') return { identificativi };
  const generalita = generalitaOf(soggetto);
  const dataDecesso = deceduto === undefined || senzaData ? {} : { dataDecesso: deceduto.il };
  if (caso === 'C019') {
    const valore = deceduto === undefined ? 'S' : 'N';
    const infoSoggettoEnte = [{ id: '1003', chiave: 'Verifica esistenza in vita', valore }];
    return { generalita, identificativi, infoSoggettoEnte, ...dataDecesso };
  }
  if (caso === 'C020') return { generalita, identificativi, residenza: residenzaOf(soggetto), ...dataDecesso };
  if (caso === 'C018')
    return { identificativi, cittadinanza: soggetto.cittadinanze.map((codiceStato) => ({ codiceStato })) };
  return { generalita, identificativi };
}

function generalitaOf({ codice_fiscale: codFiscale, cognome, nome, sesso, data_nascita, luogo_nascita }: Soggetto) {
  return {
    codiceFiscale: { codFiscale, validitaCF: '1' },
    cognome,
    nome,
    sesso,
    dataNascita: data_nascita,
    luogoNascita: luogo(luogo_nascita),
  };
}

function luogo(codice: string): object {
  return codice.length === 6 ? { comune: { codiceIstat: codice } } : { localita: { codiceStato: codice } };
}

function residenzaOf({ residenza }: Soggetto): object[] {
  if (residenza === undefined) return [];
  const { luogo: dove, dal, via, civico } = residenza;
  const decorrenza = dal === undefined ? {} : { dataDecorrenzaResidenza: dal };
  if (dove.length === 3) {
    const localita = { codiceStato: dove, descrizioneLocalita: via };
    return [{ tipoIndirizzo: '4', localitaEstera: { indirizzoEstero: { localita } }, ...decorrenza }];
  }
  const toponimo = { specie: 'VIA', denominazioneToponimo: via };
  const indirizzo = { comune: { codiceIstat: dove }, toponimo, numeroCivico: { numero: civico } };
  return [{ tipoIndirizzo: '1', indirizzo, ...decorrenza }];
}
