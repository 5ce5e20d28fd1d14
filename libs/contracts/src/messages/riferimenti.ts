import { IsArray, IsInt, IsISO8601, IsString, IsUUID, Min } from 'class-validator';
import { messageType } from '../message.js';

/** Kinds of reference content that travel as copies. */
export const GENERI_COPIA = [
  'nomenclatura',
  'associazione',
  'ente',
  'delega',
  'ambito',
  'client',
  'territorio',
] as const;
export type GenereCopia = (typeof GENERI_COPIA)[number];

/** One row of reference content: the whole current state of a thing, with its revision. Plain facts, no persons. */
export interface VoceCopia {
  readonly genere: GenereCopia;
  readonly id: string;
  readonly revisione: number;
  /** Shape by `genere`: see `libs/riferimenti`. `null`: the thing exists no more. */
  readonly contenuto: Record<string, unknown> | null;
}

/** A version of a code system has been published (or withdrawn): its full content, immutable. */
export class NomenclatorePubblicatoV1 {
  @IsArray() voci: VoceCopia[];
}
export const nomenclatorePubblicatoV1 = messageType('nomenclatore.pubblicato', 1, NomenclatorePubblicatoV1);

/** What codes of one system are in another changed: approved, closed, or withdrawn. */
export class AssociazioneApprovataV1 {
  @IsArray() voci: VoceCopia[];
}
export const associazioneApprovataV1 = messageType('associazione.approvata', 1, AssociazioneApprovataV1);

/** Enti, ambiti or their clients and codes changed. */
export class EnteVariatoV1 {
  @IsArray() voci: VoceCopia[];
}
export const enteVariatoV1 = messageType('ente.variato', 1, EnteVariatoV1);

/** A delega began, changed or ended. */
export class DelegaVariataV1 {
  @IsArray() voci: VoceCopia[];
}
export const delegaVariataV1 = messageType('delega.variata', 1, DelegaVariataV1);

/** An app with a new or empty local copy asks the nomenclatore for all of it. */
export class CopiaRichiestaV1 {
  @IsUUID() richiestaId: string;
  @IsString() app: string;
}
export const copiaRichiestaV1 = messageType('copia.richiesta', 1, CopiaRichiestaV1);

/**
 * One chunk of the snapshot asked for, cut while it is sent: `totale` says how many there are on the last one (`indice` is
 * `totale - 1`), and on the others only that more come after.
 */
export class CopiaFornitaV1 {
  @IsUUID() richiestaId: string;
  @IsString() app: string;
  @IsInt() @Min(0) indice: number;
  @IsInt() @Min(1) totale: number;
  @IsArray() voci: VoceCopia[];
  @IsISO8601() fornitaIl: string;
}
export const copiaFornitaV1 = messageType('copia.fornita', 1, CopiaFornitaV1);
