import type { Associazione, Atto } from '../associazione.js';
import type { Liste, VersioneLista, VoceLista } from '../liste.js';

export const REGIONE: Atto = { chi: 'pdnd:regione', ente: null, il: new Date('2026-03-10T09:00:00Z') };

let made = 0;

/** An open proposal of the code SAD of Jesi toward R4 of the region, unless told otherwise. */
export function associazione(changes: Partial<Associazione> = {}): Associazione {
  made += 1;
  return {
    id: `018f0000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    da: 'LOC:E388',
    codice: 'SAD',
    a: 'REG',
    relazione: 'esatta',
    destinazioni: ['R4'],
    dal: '2026-01-01',
    al: null,
    stato: 'proposta',
    automatica: false,
    origine: 'registro',
    ente: '018f0000-0000-7000-8000-0000000000aa',
    propostaDa: 'pdnd:jesi',
    propostaIl: new Date('2026-03-01T09:00:00Z'),
    decisaDa: null,
    decisaIl: null,
    nota: null,
    limite: null,
    revisione: 1,
    fonte: 'prova',
    affidabilita: 'fonte',
    ...changes,
  };
}

/** `{ R4: 'Assistenza domiciliare' }`, or with what it takes the place of: `{ R4A: ['SAD anziani', 'R4'] }`. */
export function versione(
  nome: string,
  dal: string,
  al: string | null,
  voci: Readonly<Record<string, string | readonly [string, ...string[]]>>,
): VersioneLista {
  const items = Object.entries(voci).map(([codice, voce]): [string, VoceLista] => {
    const [denominazione, ...sostituisce] = typeof voce === 'string' ? [voce] : voce;
    return [codice, { denominazione, sostituisce }];
  });
  return { nome, dal, al, voci: new Map(items) };
}

/** Versions by the system their name begins with. */
export function liste(...versioni: readonly VersioneLista[]): Liste {
  const systems = versioni.map(({ nome }) => nome.slice(0, nome.indexOf('@')));
  return new Map(systems.map((sistema) => [sistema, versioni.filter(({ nome }) => nome.startsWith(`${sistema}@`))]));
}
