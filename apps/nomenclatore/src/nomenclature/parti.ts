import type { ContenutoNomenclatura, Voce } from '#libs/riferimenti';
import type { RigaVersione } from '../pacchetto/pacchetto-nomenclature.js';

/** Items of a part: about 150 KB as a message. */
const ITEMS_PER_PART = 500;

/** `SIUSS@1.0` */
export function nomeVersione({ sistema, versione }: Pick<RigaVersione, 'sistema' | 'versione'>): string {
  return `${sistema}@${versione}`;
}

/** A published or withdrawn version as the copies take it, in parts; a draft is nobody's business yet. */
export function partiOf(versione: RigaVersione): Omit<Voce<'nomenclatura'>, 'revisione'>[] {
  const { sistema, versione: numero, stato, dal, al, voci } = versione;
  if (stato === 'bozza') return [];
  const parti = Math.ceil(voci.length / ITEMS_PER_PART);
  return Array.from({ length: parti }, (_, parte) => {
    const contenuto: ContenutoNomenclatura = {
      sistema,
      versione: numero,
      stato,
      dal,
      al,
      parte,
      parti,
      voci: voci
        .slice(parte * ITEMS_PER_PART, (parte + 1) * ITEMS_PER_PART)
        .map(({ codice, padre, denominazione, attributi }) => ({ codice, padre, denominazione, attributi })),
    };
    return { genere: 'nomenclatura', id: `${nomeVersione(versione)}#${parte}`, contenuto };
  });
}
