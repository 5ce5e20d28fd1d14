import { IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Matches, Min } from 'class-validator';
import { messageType } from '../message.js';

/** An invio has been stored whole and receipted; nothing is known yet of what is in it. */
export class InvioRicevutoV1 {
  @IsUUID() invioId: string;
  /** Internal id of the ente that deposited. */
  @IsUUID() enteMittente: string;
  /** `codice@versione`. */
  @Matches(/^[A-Z_]+@[0-9.]+$/) tracciato: string;
  @IsString() canale: string;
  /** Bytes received. */
  @IsInt() @Min(0) dimensione: number;
  @IsISO8601() ricevutoIl: string;
}
export const invioRicevutoV1 = messageType('invio.ricevuto', 1, InvioRicevutoV1);

/** Every riga of the invio has its verdict, or the invio could not be read. */
export class InvioConclusoV1 {
  @IsUUID() invioId: string;
  @IsUUID() enteMittente: string;
  @Matches(/^[A-Z_]+@[0-9.]+$/) tracciato: string;
  /** `concluso` or `illeggibile`. */
  @Matches(/^(concluso|illeggibile)$/) esito: string;
  @IsInt() @Min(0) righe: number;
  /** Count of righe by verdict: `accettata`, `respinta`, or `superata` and `annullata` by the invio itself. Together they are `righe`. */
  @IsObject() perStato: Record<string, number>;
  /** Count of rilievi by rule code. */
  @IsObject() perRegola: Record<string, number>;
  /**
   * Righe that messages told of it, by ente erogatore, of a tracciato whose invii are forniture: who waits for all of them knows when they are
   * there. Missing for the others.
   */
  @IsOptional() @IsObject() dette?: Record<string, number>;
  @IsISO8601() conclusoIl: string;
}
export const invioConclusoV1 = messageType('invio.concluso', 1, InvioConclusoV1);

/** An invio that is a fornitura was taken back: every riga that it still held was told as cancelled. */
export class InvioAnnullatoV1 {
  @IsUUID() invioId: string;
  @IsUUID() enteMittente: string;
  @Matches(/^[A-Z_]+@[0-9.]+$/) tracciato: string;
  /** Righe that messages told as cancelled, by ente erogatore: who waits for all of them knows when they are there. */
  @IsObject() dette: Record<string, number>;
  @IsISO8601() annullatoIl: string;
}
export const invioAnnullatoV1 = messageType('invio.annullato', 1, InvioAnnullatoV1);
