import { ALTRI_RILIEVI, REGOLE_LETTURA, REGOLE_SCHEMA } from '../regole/documento.js';
import type { Rilievo } from '../rilievo.js';
import type { Difetto } from '../schema/controllo.js';
import type { Elemento, Regola, Tipo, Tracciato, Violazione } from '../tracciato.js';
import type { Illeggibile } from '../xml/illeggibile.js';
import type { Luogo } from '../xml/posizione.js';
import type { Luoghi, Posto } from './luoghi.js';

/** Characters of a value that a rilievo repeats. */
export const VALUE = 200;

/** The rows that speak of any document, by code. */
export const GENERALI: ReadonlyMap<string, Regola> = new Map(
  [...REGOLE_LETTURA, ...REGOLE_SCHEMA].map((regola) => [regola.codice, regola]),
);

export function rilievo(regola: Regola, luogo: Posto, campo: string, altro: Partial<Rilievo> = {}): Rilievo {
  const { foglio, cella } = luogo;
  return {
    riga: null,
    linea: luogo.linea,
    colonna: luogo.colonna,
    ...(foglio === undefined ? {} : { foglio }),
    ...(cella === undefined ? {} : { cella }),
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
  const nome = regolaPropria(difetto, tracciato);
  const propria = nome === undefined ? undefined : tracciato.regole.find((regola) => regola.codice === nome);
  if (propria?.verifica !== undefined) return undefined;
  const { messaggio = spiega(difetto, tracciato) ?? generale.messaggio, rimedio: altro } = difetto.parole ?? {};
  const rimedio = propria?.rimedio ?? altro ?? (tipo === undefined ? undefined : rimedioTipo(tipo)) ?? generale.rimedio;
  const valore = difetto.valore === undefined ? {} : { valore: difetto.valore.slice(0, VALUE) };
  return rilievo(propria ?? generale, difetto.luogo, difetto.campo, { messaggio, rimedio, ...valore });
}

function regolaPropria({ codice, attributo, elemento }: Difetto, { radice }: Tracciato): string | undefined {
  if (codice === 'XSD-04') return elemento === undefined ? undefined : findElemento(radice, elemento)?.regola;
  return codice === 'XSD-06' ? undefined : attributo?.dichiarato.regola;
}

function findElemento(elemento: Elemento, nome: string): Elemento | undefined {
  if (elemento.nome === nome) return elemento;
  for (const figlio of elemento.figli ?? []) {
    const found = findElemento(figlio.elemento, nome);
    if (found !== undefined) return found;
  }
  return undefined;
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
export function attesa(tipo: Tipo): string {
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
export function rilievoRegola(regola: Regola, violazione: Violazione, luoghi: Luoghi): Rilievo {
  const { luogo, campo, nome, valore, senzaColonna } = luoghi.dove(violazione.campo);
  const messaggio = luoghi.inParole((violazione.messaggio ?? regola.messaggio).replaceAll(violazione.campo, nome));
  return rilievo(regola, luogo, campo, {
    messaggio: senzaColonna === true ? `${messaggio} Il documento non ha la colonna “${nome}”.` : messaggio,
    rimedio: luoghi.inParole(violazione.rimedio ?? regola.rimedio),
    gravita: violazione.gravita ?? regola.gravita,
    ...(valore === undefined ? {} : { valore: valore.slice(0, VALUE) }),
  });
}
