import { ALTRI_RILIEVI, REGOLE_LETTURA, REGOLE_SCHEMA } from '../regole/documento.js';
import type { Rilievo } from '../rilievo.js';
import type { TracciatoCompilato } from '../schema/compilato.js';
import type { Difetto } from '../schema/controllo.js';
import type { Regola, Tipo, Tracciato, Violazione } from '../tracciato.js';
import type { Illeggibile } from '../xml/illeggibile.js';
import type { Luogo } from '../xml/posizione.js';
import { type ElementoLetto, attributoNelTag } from './ambito.js';

/** Characters of a value that a rilievo repeats. */
const VALUE = 200;

const GENERALI = new Map([...REGOLE_LETTURA, ...REGOLE_SCHEMA].map((regola) => [regola.codice, regola]));

function rilievo(regola: Regola, luogo: Luogo, campo: string, altro: Partial<Rilievo> = {}): Rilievo {
  return {
    riga: null,
    linea: luogo.linea,
    colonna: luogo.colonna,
    campo,
    regola: regola.codice,
    gravita: regola.gravita,
    messaggio: regola.messaggio,
    rimedio: regola.rimedio,
    fonte: regola.fonte,
    colpa: regola.colpa,
    ...altro,
  };
}

export function rilievoIlleggibile(motivo: Illeggibile, luogo: Luogo): Rilievo {
  const regola = GENERALI.get(motivo.regola)!;
  return rilievo(regola, luogo, '', { messaggio: motivo.message, rimedio: motivo.rimedio ?? regola.rimedio });
}

export function rilievoAltri(quanti: number, luogo: Luogo): Rilievo {
  const messaggio = quanti === 1 ? 'Un altro rilievo non è elencato.' : `Altri ${quanti} rilievi non sono elencati.`;
  return rilievo(ALTRI_RILIEVI, luogo, '', { messaggio });
}

/**
 * A breach of the schema in the sender's terms. A field may name the rule that speaks for it: then its code is used, and nothing is
 * said here when that rule has a check of its own.
 */
export function rilievoSchema(difetto: Difetto, tracciato: Tracciato): Rilievo | undefined {
  const generale = GENERALI.get(difetto.codice)!;
  const tipo = difetto.attributo?.dichiarato.tipo;
  const nome = difetto.codice === 'XSD-06' ? undefined : difetto.attributo?.dichiarato.regola;
  const propria = nome === undefined ? undefined : tracciato.regole.find((regola) => regola.codice === nome);
  if (propria?.verifica !== undefined) return undefined;
  const messaggio = spiega(difetto, tracciato) ?? generale.messaggio;
  const rimedio = propria?.rimedio ?? (tipo === undefined ? undefined : rimedioTipo(tipo)) ?? generale.rimedio;
  const valore = difetto.valore === undefined ? {} : { valore: difetto.valore.slice(0, VALUE) };
  return rilievo(propria ?? generale, difetto.luogo, difetto.campo, { messaggio, rimedio, ...valore });
}

function spiega({ codice, campo, elemento, valore, attributo }: Difetto, tracciato: Tracciato): string | undefined {
  switch (codice) {
    case 'XSD-01':
      return valore === tracciato.spazioNomi
        ? `La radice del documento non è ${tracciato.radice.nome}.`
        : `La radice deve essere ${tracciato.radice.nome} con xmlns="${tracciato.spazioNomi}".`;
    case 'XSD-02':
      return `${campo} non prevede l’elemento ${elemento?.slice(0, VALUE)}.`;
    case 'XSD-03':
      return `In ${campo} l’elemento ${elemento} è fuori posto o ripetuto troppe volte.`;
    case 'XSD-04':
      return `In ${campo} manca l’elemento ${elemento}.`;
    case 'XSD-06':
      return `Manca ${campo}: ${attributo?.dichiarato.descrizione ?? ''}.`;
    case 'XSD-07':
    case 'XSD-08':
    case 'XSD-09':
    case 'XSD-10':
      return attributo && `${attributo.dichiarato.nome} non è valido: ${attesa(attributo.dichiarato.tipo)}.`;
    default:
      return undefined;
  }
}

/** What a type admits, in words. */
function attesa(tipo: Tipo): string {
  if (tipo.elenco !== undefined) {
    return `valori ammessi ${tipo.elenco.map((voce) => `${voce.valore} (${voce.etichetta})`).join(', ')}`;
  }
  if (tipo.base === 'data') return 'serve una data AAAA-MM-GG che esista';
  if (tipo.base === 'decimale') return 'serve un numero con il punto decimale';
  if (tipo.base === 'intero') return `serve un numero intero da ${tipo.minimo ?? '…'} a ${tipo.massimo ?? '…'}`;
  if (tipo.modello !== undefined) return `la forma ammessa è ${tipo.modello}`;
  const { lunghezzaMin: min = 0, lunghezzaMax: max } = tipo;
  return min === max ? `servono esattamente ${min} caratteri` : `servono da ${min} a ${max ?? '…'} caratteri`;
}

function rimedioTipo(tipo: Tipo): string | undefined {
  return tipo.base === 'decimale'
    ? 'Scrivere il numero con il punto decimale, senza separatore delle migliaia.'
    : undefined;
}

/** A rule's finding, put where the field is written; where a missing field should have been, else. */
export function rilievoRegola(
  regola: Regola,
  violazione: Violazione,
  compilato: TracciatoCompilato,
  letti: readonly ElementoLetto[],
): Rilievo {
  const parts = violazione.campo.split('.');
  const index = Number(parts.find((part) => /^[0-9]+$/.test(part)) ?? 0);
  const campo = compilato.campi.get(parts.filter((part) => !/^[0-9]+$/.test(part)).join('.'));
  const ofElement = letti.filter((letto) => letto.elemento === campo?.elemento);
  const letto =
    ofElement[index] ??
    ofElement.at(-1) ??
    letti.find((one) => one.elemento.nome === compilato.tracciato.riga) ??
    letti[0]!;
  const attributo = campo?.attributo;
  const found =
    attributo === undefined ? { ...luogoSolo(letto), valore: letto.testo } : attributoNelTag(letto, attributo.nome);
  const nome =
    campo === undefined
      ? violazione.campo
      : attributo === undefined
        ? campo.elemento.nome
        : `${campo.elemento.nome}/@${attributo.nome}`;
  const messaggio = (violazione.messaggio ?? regola.messaggio).replaceAll(
    violazione.campo,
    attributo?.nome ?? violazione.campo,
  );
  return rilievo(regola, found ?? letto, nome, {
    messaggio,
    rimedio: violazione.rimedio ?? regola.rimedio,
    gravita: violazione.gravita ?? regola.gravita,
    ...(found?.valore === undefined ? {} : { valore: found.valore.slice(0, VALUE) }),
  });
}

function luogoSolo({ linea, colonna }: Luogo): Luogo {
  return { linea, colonna };
}
