import { type Territorio, parseTerritorio } from '#libs/codici';

const TERRITORIO = parseTerritorio({
  comuni: `belfiore,istat,denominazione,altra_denominazione,sigla_provincia,provincia_istat,regione_istat,dal,al
A271,042002,ANCONA,,AN,042,11,1871-01-15,
H211,043044,RECANATI,,MC,043,11,1871-01-15,
`,
  stati: `istat,denominazione,iso_alpha3,iso_numerico,belfiore,cittadinanza,nascita,residenza,al
100,ITALIA,ITA,380,,S,N,S,
201,ALBANIA,ALB,008,Z100,S,S,S,
`,
  province: 'istat,denominazione,sigla,regione_istat\n',
  regioni: 'istat,denominazione,provincia_istat,agenzia_entrate\n',
});

/** Two comuni and two states. */
export const territorioDiProva = (): Territorio => TERRITORIO;
