import { expect, it } from '@jest/globals';
import { type Giudizio, MODELLO_ITALIANO } from '#libs/abbinamento';
import { parseTerritorio } from '#libs/codici';
import type { Riferimenti } from '#libs/riferimenti';
import { ModelloInUso } from '../modello/modello-in-uso.js';
import { GiudicePersone } from './giudice-persone.js';

const territorio = parseTerritorio({
  comuni: `belfiore,istat,denominazione,altra_denominazione,sigla_provincia,provincia_istat,regione_istat,dal,al
H501,058091,ROMA,,RM,058,12,1871-01-15,
A744,013019,BELLAGIO,,CO,013,03,1861-03-17,2014-02-03
M335,013250,BELLAGIO,,CO,013,03,2014-02-04,
`,
  stati: 'istat,denominazione,iso_alpha3,iso_numerico,belfiore,cittadinanza,nascita,residenza,al\n',
  province: 'istat,denominazione,sigla,regione_istat\n',
  regioni: 'istat,denominazione,provincia_istat,agenzia_entrate\n',
});
const giudice = new GiudicePersone({ territorio } as Riferimenti, new ModelloInUso()).by(MODELLO_ITALIANO);

it('who is born in a comune that had two codes is born in one place, whichever is written', () => {
  const nata = (luogoNascita: string) =>
    ({ cognome: 'ROSSI', nome: 'MARIA', sesso: 'F', dataNascita: '1966-03-14', luogoNascita }) as const;
  const luogo = ({ altri, ...giudizio }: Giudizio) =>
    (giudizio.esito === 'nessuna' ? altri.flatMap(({ evidenza }) => evidenza) : giudizio.evidenza).find(
      ({ campo }) => campo === 'luogo_nascita',
    )?.livello;
  expect(luogo(giudice.judge(nata('A744'), [nata('M335')]))).toBe('uguale');
  expect(luogo(giudice.judge(nata('A744'), [nata('H501')]))).toBe('diverso');
});
