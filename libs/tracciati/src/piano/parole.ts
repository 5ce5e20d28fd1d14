import { attesa } from '../righe/rilievi.js';
import { spiega } from '../tabelle/parole.js';
import type { Difetto } from '../schema/controllo.js';
import type { CampoCompilato, Gruppo } from './compilato.js';
import type { CampoPiano } from './piano.js';

// The words of rilievi for who fills columns and keys, not elements and attributes.

type Parole = NonNullable<Difetto['parole']>;

export function paroleMancante({ campo }: CampoCompilato): Parole {
  return { messaggio: manca(campo), rimedio: 'Scrivere il valore.' };
}

export function paroleSenzaLista({ campo }: CampoCompilato): Parole {
  return { messaggio: manca(campo), rimedio: 'Scrivere almeno un valore.' };
}

function manca({ nome, descrizione }: CampoPiano): string {
  return spiega(nome, descrizione) ? `Manca ${nome}: ${descrizione}.` : `Manca ${nome}.`;
}

export function paroleSenzaGruppo({ elemento, attributi }: Gruppo): Parole {
  const due = attributi.filter(({ attributo }) => attributo!.dichiarato.obbligatorio).map(({ campo }) => campo.nome);
  const { nome, descrizione } = elemento.dichiarato;
  const serve = due.length === 0 ? '' : `: ${due.length === 1 ? 'serve' : 'servono'} ${due.join(', ')}`;
  return {
    messaggio: `Mancano i dati di ${nome} (${descrizione})${serve}.`,
    rimedio: 'Scrivere i valori che mancano.',
  };
}

export function paroleNonValido({ campo }: CampoCompilato): Parole {
  const rimedio = RIMEDI[campo.tipo.base];
  return { messaggio: `${campo.nome} non è valido: ${attesaDi(campo.tipo)}.`, ...(rimedio === undefined ? {} : { rimedio }) };
} // prettier-ignore

const RIMEDI: Readonly<Partial<Record<CampoPiano['tipo']['base'], string>>> = {
  decimale: 'Scrivere il numero in cifre, con la virgola o il punto per i decimali.',
  intero: 'Scrivere il numero in cifre, senza decimali.',
  data: 'Scrivere il giorno come GG/MM/AAAA o AAAA-MM-GG.',
  si_no: 'Scrivere “sì” o “no”.',
};

function attesaDi(tipo: CampoPiano['tipo']): string {
  if (tipo.base === 'si_no') return 'serve sì o no';
  if (tipo.base === 'data') return 'serve un giorno che esista';
  if (tipo.base === 'decimale') return tipo.forma === 'minuti' ? 'servono ore e minuti, come 2:30' : 'serve un numero';
  return tipo.base === 'testo' && tipo.forma === 'mese' ? 'serve un mese MM/AAAA' : attesa(tipo);
}
