import { FINALITA } from '../visibilita/finalita.js';

/** Why the registry may hold and show persons, as the answer to somebody about itself says it. */
export const BASI_GIURIDICHE: readonly { readonly finalita: string; readonly base: string }[] = [
  {
    finalita: 'anagrafe_regionale',
    base: 'Compito di interesse pubblico (regolamento UE 2016/679, art. 6, par. 1, lett. e, e art. 9, par. 2, lett. g; D.Lgs. 196/2003, art. 2-sexies; L. 328/2000, art. 21; D.Lgs. 147/2017, art. 24).',
  },
  ...Object.entries(FINALITA).map(([finalita, { testo }]) => ({ finalita, base: testo })),
];

/** To whom, and what; enti that looked are told one by one, in `accessi`. Those of prestazioni only for who has some. */
export const DESTINATARI = {
  prestazioni: [
    {
      destinatario: 'INPS (SIUSS)',
      dati: 'Identità e prestazioni, come l’ente erogatore le ha trasmesse, se le trasmette con Snodo.',
      motivo: 'D.Lgs. 147/2017, art. 24.',
    },
    {
      destinatario: 'Regione, per i conteggi',
      dati: 'Prestazioni con uno pseudonimo, fascia d’età, sesso, area di cittadinanza, comune: mai l’identità.',
      motivo: 'Programmazione e statistica (L. 328/2000, art. 8).',
    },
  ],
  sempre: [
    {
      destinatario: 'Enti a cui la persona compete',
      dati: 'Quanto mostra il loro profilo, per una finalità dichiarata: gli accessi sono elencati.',
      motivo: 'L. 328/2000, art. 6 e 8.',
    },
  ],
} as const;
