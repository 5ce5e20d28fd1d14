import type { ContenutoNomenclatura, Voce, VoceNomenclaturaCopia } from '#libs/riferimenti';
import type { RigaVersione } from '../pacchetto/pacchetto-nomenclature.js';

/** Items of a part: about 150 KB as a message. */
const ITEMS_PER_PART = 500;
/** Items with many attributes are cut earlier: a part travels in one message, of 240 KiB at most. */
const BYTES_PER_PART = 200 * 1024;

/** A version as the copies need it. */
type VersioneDaDire = Pick<RigaVersione, 'sistema' | 'versione' | 'stato' | 'dal' | 'al'> & {
  readonly voci: readonly VoceNomenclaturaCopia[];
  /** The ente whose own list it is. */
  readonly ente?: string | null;
};

/** `SIUSS@1.0` */
export function nomeVersione({ sistema, versione }: Pick<RigaVersione, 'sistema' | 'versione'>): string {
  return `${sistema}@${versione}`;
}

/** A published or withdrawn version as the copies take it, in parts; a draft is nobody's business yet. */
export function partiOf(versione: VersioneDaDire): Omit<Voce<'nomenclatura'>, 'revisione'>[] {
  const { sistema, versione: numero, stato, dal, al, voci, ente } = versione;
  if (stato === 'bozza') return [];
  const parts = cut(
    voci.map(({ codice, padre, denominazione, attributi }) => ({ codice, padre, denominazione, attributi })),
  );
  return parts.map((part, parte) => {
    const contenuto: ContenutoNomenclatura = {
      sistema,
      versione: numero,
      stato,
      ...(ente === undefined || ente === null ? {} : { ente }),
      dal,
      al,
      parte,
      parti: parts.length,
      voci: part,
    };
    return { genere: 'nomenclatura', id: `${nomeVersione(versione)}#${parte}`, contenuto };
  });
}

function cut(voci: readonly VoceNomenclaturaCopia[]): VoceNomenclaturaCopia[][] {
  const parts: VoceNomenclaturaCopia[][] = [];
  let room = 0;
  for (const voce of voci) {
    const bytes = Buffer.byteLength(JSON.stringify(voce)) + 1;
    if (bytes > room || parts.at(-1)!.length === ITEMS_PER_PART) {
      parts.push([]);
      room = BYTES_PER_PART;
    }
    parts.at(-1)!.push(voce);
    room -= bytes;
  }
  return parts;
}
