import type { Logger } from '@nestjs/common';
import { simulatoriProblem } from '../simulatori.errors.js';
import { type ControlloModi, NonAmmessa } from './controllo-modi.js';

/**
 * Who asks, if the request may be answered; why it may not is logged here and not told, as the real ones do.
 * @throws Problem richiesta_non_ammessa
 */
export async function whoAsks(
  controllo: ControlloModi,
  [servizio, richiesta]: Parameters<ControlloModi['check']>,
  { logger, nome }: { readonly logger: Logger; readonly nome: string },
): Promise<string> {
  try {
    return await controllo.check(servizio, richiesta);
  } catch (error) {
    if (!(error instanceof NonAmmessa)) throw error;
    logger.warn(`${nome} refused: ${error.message}`);
    throw simulatoriProblem('richiesta_non_ammessa');
  }
}
