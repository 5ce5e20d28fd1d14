import type { DefinizioneElemento, Valore } from './struttura.js';
import { forma, lungo } from './valori.js';

// What INPS's schemas of the Casellario have in common.

/** Namespace of all its documents. */
export const SPAZIO_CASELLARIO = 'http://inps.it/Casellario';

export const si = (valore: Valore) => ({ obbligatorio: true, valore });
export const forse = (valore: Valore) => ({ obbligatorio: false, valore });
export const una = (nome: string, elemento: DefinizioneElemento) => ({ nome, minimo: 1, massimo: 1, elemento });

/** No omocodia in the digits of year and day. XSD's `\d` is any Unicode digit. */
export const codiceFiscale = forma(
  /^([A-Za-z]{6}\p{Nd}{2}[A-Za-z]\p{Nd}{2}[A-Za-z][A-Za-z0-9]{3}[A-Za-z]|\p{Nd}{11} {0,5})$/u,
);
export const cifre = (quante: number) => forma(new RegExp(`^[0-9]{${quante}}$`));
export const codicePrestazione = lungo(5, 10);

const ENTE: DefinizioneElemento = {
  attributi: {
    Codice: si(lungo(1, 32)),
    Denominazione: forse(lungo(1, 100)),
    Indirizzo: si(lungo(4, 4)),
    CFOperatore: si(codiceFiscale),
  },
};

export const IDENTIFICAZIONE = una('IdentificazioneFlusso', {
  attributi: { Nome: si(lungo(0, 50)) },
  figli: [una('Ente', ENTE)],
});
