import { quanti } from '../parole.js';
import type { Lista } from './lista.js';
import { livelloInParole } from './parole-abbinamento.js';
import type { Qualita } from './verita.js';

/** Counts of a linking, as `--json` gives them. */
export interface Riepilogo {
  readonly record_a: number;
  /** Left out in a list alone. */
  readonly record_b?: number;
  /** The list whose records were looked for in the other. */
  readonly cercati?: 'a' | 'b';
  readonly certe: number;
  readonly dubbie: number;
  /** Records in at least one doubt. */
  readonly record_dubbi: number;
  /** Records looked for that found nobody, in a list alone those that are with nobody. */
  readonly senza_corrispondenza: number;
  readonly gruppi?: number;
  /** Brothers and twins are kept apart by the vetoes. */
  readonly veti: boolean;
  readonly secondi: number;
}

/** Pairs of two persons that are shown on the screen; `--json` has them all. */
const FALSI_MOSTRATI = 50;

/** What a person reads at the end. */
export function riepilogoInParole(riepilogo: Riepilogo, avvisi: readonly string[]): string {
  const { record_a: a, record_b: b, cercati, certe, dubbie, record_dubbi, senza_corrispondenza, gruppi } = riepilogo;
  const of = (count: number): string => count.toLocaleString('it-IT');
  const read = b === undefined ? `${of(a)} record` : `${of(a)} record in A, ${of(b)} in B`;
  const how =
    cercati === undefined ? '' : `; ogni record di ${cercati.toUpperCase()} cercato in ${cercati === 'a' ? 'B' : 'A'}`;
  const lines = [
    `${read}${how} (${riepilogo.secondi.toFixed(1).replace('.', ',')} secondi).`,
    `${certe === 1 ? '1 coppia certa' : `${of(certe)} coppie certe`}${gruppi === undefined ? '' : `, in ${quanti(gruppi, 'gruppo', 'gruppi')}`}.`,
    `${dubbie === 1 ? '1 coppia dubbia' : `${of(dubbie)} coppie dubbie`}, da guardare: ${quanti(record_dubbi, 'record', 'record')}.`,
    `${of(senza_corrispondenza)} record senza nessuno.`,
    ...(riepilogo.veti ? [] : ['Senza veti: i nomi propri diversi non fermano una coppia (--veti si per tenerli).']),
    ...avvisi,
  ];
  return `${lines.join('\n')}\n`;
}

/** The quality, and the pairs that are wrong. */
export function qualitaInParole(qualita: Qualita, a: Lista, b: Lista): string {
  const { precisione, richiamo, f1, veri, trovati, giusti, daRivedere, quotaDaRivedere, falsi } = qualita;
  const figure = (value: number): string => value.toFixed(4).replace('.', ',');
  const shown = falsi.slice(0, FALSI_MOSTRATI).map((falso) => {
    const evidenza = falso.evidenza.map(({ campo, livello }) => `${campo} ${livelloInParole(livello)}`).join(', ');
    return `  ${a.id[falso.a]} e ${b.id[falso.b]}: ${evidenza}`;
  });
  const more = falsi.length > shown.length ? [`  … e altri ${falsi.length - shown.length}`] : [];
  return `
Con la verità: precisione ${figure(precisione)}, richiamo ${figure(richiamo)}, F1 ${figure(f1)}.
${veri} legami veri, ${trovati} trovati, ${giusti} giusti; da rivedere ${daRivedere} record (${(quotaDaRivedere * 100).toFixed(2).replace('.', ',')} %).
Legami falsi: ${falsi.length}, ${qualita.falsiFraNomiDiversi} fra nomi diversi.
${[...shown, ...more].map((line) => `${line}\n`).join('')}`;
}
