import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCsv } from '#libs/codici';
import { RELAZIONI } from '#libs/riferimenti';
import { AFFIDABILITA } from './celle.js';

const ROOT = new URL('../../../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/nomenclature.md', ROOT), 'utf8');

type Riga = Readonly<Record<string, string>>;

function righeOf(path: string): Riga[] {
  const text = readFileSync(new URL(`config/${path}`, ROOT), 'utf8');
  const columns = text.slice(0, text.indexOf('\n')).split(',');
  return parseCsv(text, columns);
}

function filesOf(folder: string): string[] {
  return readdirSync(new URL(`config/${folder}`, ROOT))
    .filter((file) => file.endsWith('.csv'))
    .toSorted();
}

/** Cells of the only table under a heading, without its header. */
function tableUnder(heading: string): string[][] {
  const section = PAGE.split(/^#{2,3} /m).find((one) => one.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/nomenclature.md has no heading "${heading}"`);
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const counted = (count: number) => count.toLocaleString('it-IT', { useGrouping: true });

/** `235 fonte, 9 dedotto`, in the order of trust; nothing for a list whose rows do not say. */
function affidabilitaOf(righe: readonly Riga[]): string {
  return AFFIDABILITA.map((one) => ({ one, count: righe.filter(({ affidabilita }) => affidabilita === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${counted(count)} ${one}`)
    .join(', ');
}

const listed = (folder: string, file: string) => {
  const righe = righeOf(`${folder}/${file}`);
  return [`\`${file}\``, counted(righe.length), affidabilitaOf(righe)];
};

const fonti = righeOf('nazionale/fonti.csv');

describe('docs/nomenclature.md', () => {
  it('counts every national list by reliability, and names its sources and their licences', () => {
    const expected = filesOf('nazionale')
      .filter((file) => file !== 'fonti.csv')
      .map((file) => {
        const marks = righeOf(`nazionale/${file}`).flatMap(({ fonte }) => fonte!.split(': ', 1)[0]!.split('+'));
        const own = fonti.filter(({ sigla }) => marks.includes(sigla!));
        const licences = [...new Set(own.map(({ licenza }) => licenza))];
        return [...listed('nazionale', file), own.map(({ sigla }) => `\`${sigla}\``).join(', '), licences.join(' · ')];
      });
    expect(tableUnder('Le liste nazionali')).toEqual(expected);
  });

  it('names every source with title, publisher, licence and date', () => {
    expect(tableUnder('Le fonti')).toEqual(
      fonti.map((fonte) => [
        `\`${fonte['sigla']}\``,
        fonte['url'] === '' ? fonte['titolo'] : `[${fonte['titolo']}](${fonte['url']})`,
        fonte['editore'],
        fonte['licenza'],
        fonte['aggiornato_al'],
        fonte['nota'],
      ]),
    );
  });

  it('counts the registries of Marche and the demonstration', () => {
    const marche = filesOf('regioni/marche').map((file) => listed('regioni/marche', file));
    expect(tableUnder('I registri delle Marche')).toEqual(marche);
    const folder = 'regioni/marche/dimostrazione';
    const files = [...filesOf(folder), ...filesOf(`${folder}/liste-locali`).map((file) => `liste-locali/${file}`)];
    expect(tableUnder('La dimostrazione')).toEqual(files.map((file) => listed(folder, file)));
  });

  it('counts the associations by relation and reliability', () => {
    const associazioni = ['nazionale', 'regioni/marche/dimostrazione'].flatMap((folder) =>
      righeOf(`${folder}/associazioni.csv`),
    );
    const pairs = [...new Set(associazioni.map(({ da, a }) => `${da} → ${a}`))];
    expect(tableUnder('Le associazioni tra nomenclature')).toEqual(
      pairs.map((pair) => {
        const own = associazioni.filter(({ da, a }) => `${da} → ${a}` === pair);
        const relations = RELAZIONI.map((one) => own.filter(({ relazione }) => relazione === one).length);
        return [pair, counted(own.length), ...relations.map(String), affidabilitaOf(own)];
      }),
    );
  });

  it.each(['ISTAT', 'FNPS'])(
    'gives a reason for every SIUSS code without an equivalent in %s, and for no other',
    (a) => {
      const known = new Set(
        righeOf('nazionale/associazioni.csv').flatMap((riga) => (riga['a'] === a ? [riga['codice']!] : [])),
      );
      const explained = tableUnder(`Codici SIUSS senza equivalente in \`${a}\``).flatMap(([codici]) =>
        codici!.split(' '),
      );
      const without = righeOf('nazionale/siuss.csv').flatMap(({ codice }) => (known.has(codice!) ? [] : [codice!]));
      expect(explained.toSorted()).toEqual(without.toSorted());
    },
  );

  it('explains every degree of reliability that a shipped row has', () => {
    const explained = tableUnder('Quanto fidarsi').map(([one]) => one!.slice(1, -1));
    const folders = ['nazionale', 'regioni/marche', 'regioni/marche/dimostrazione'];
    const used = folders.flatMap((folder) =>
      filesOf(folder).flatMap((file) => righeOf(`${folder}/${file}`).flatMap(({ affidabilita }) => affidabilita ?? [])),
    );
    expect(new Set(used)).toEqual(new Set(explained));
  });
});
