import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Insieme, insiemi } from './insiemi.js';
import { type Esito, REGOLE, misura } from './misura.js';

const args = process.argv.slice(2);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const option = (name: string, standard: string): string =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? standard;

const shared = process.env.SNODO_SHARED === '' ? undefined : process.env.SNODO_SHARED;
const misure = {
  semi: option('semi', 'uno,due,tre,quattro').split(','),
  registro: Number(option('registro', '20000')),
  domande: Number(option('domande', '5000')),
};
const scelti = insiemi(shared, misure);
if (scelti.length === 1) say('not measured: FEBRL and it_synth are not on this machine (SNODO_SHARED)');

const esiti: Esito[] = [];
for (const insieme of scelti) {
  say(insieme.nome);
  for (const regola of REGOLE) esiti.push(await misura(insieme, regola));
}
process.stdout.write(`${table(esiti)}\n`);
say(`written to ${await keep(esiti)}`);
if (esiti.some(({ raggiunto }) => raggiunto === false)) process.exitCode = 1;

function table(all: readonly Esito[]): string {
  const head = [
    'set',
    'rule',
    'P',
    'R',
    'F1',
    'F1 pairs',
    'false',
    'per 20,000',
    'other names',
    'to review',
    's',
    'goal',
    '',
  ];
  const lines = [head, ...all.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  text.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return text.join('\n');
}

function cells(esito: Esito): string[] {
  const { traguardo } = scelti.find(({ nome }) => nome === esito.insieme)!;
  return [
    esito.insieme,
    esito.regola,
    esito.precisione.toFixed(4),
    esito.richiamo.toFixed(4),
    esito.f1.toFixed(4),
    esito.f1Coppie.toFixed(4),
    String(esito.falsi),
    esito.falsiPer20000.toFixed(1),
    String(esito.falsiFraNomiDiversi),
    `${(esito.quotaDaRivedere * 100).toFixed(2)} %`,
    esito.secondi.toFixed(1),
    esito.raggiunto === undefined ? '' : goalOf(traguardo),
    esito.raggiunto === undefined ? '' : esito.raggiunto ? 'reached' : 'MISSED',
  ];
}

function goalOf(traguardo: Insieme['traguardo']): string {
  if ('f1' in traguardo) return `F1 pairs ≥ ${traguardo.f1}`;
  const { falsiPer20000, richiamo, daRivedere } = traguardo;
  return `≤ ${falsiPer20000} per 20,000, none across names, R ≥ ${richiamo}, ≤ ${daRivedere * 100} % to review`;
}

async function keep(measured: readonly Esito[]): Promise<string> {
  const folder = join('.snodo', 'qualita');
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(folder, `${at.replaceAll(/[:.]/g, '-')}.json`);
  await writeFile(path, `${JSON.stringify({ at, ...misure, esiti: measured }, undefined, 2)}\n`);
  return path;
}
