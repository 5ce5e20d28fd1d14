import { ingestionProblem } from '../ingestion.errors.js';

const CODICI = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'];

/** What the sender is told of a failure while its body was read: if it went away, that; else the failure itself. */
export function interruzioneOr(error: unknown): unknown {
  const { code } = error as { code?: string };
  return code !== undefined && CODICI.includes(code) ? ingestionProblem('invio_interrotto') : error;
}
