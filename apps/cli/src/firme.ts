import { InvalidSignature, TIPO_FIRMA_TESTA, type TestaFirmata, isSigned, verifyWithJwks } from '#libs/security';
import { type Ambiente, type Argomenti, optional } from './comando.js';
import { illeggibile, readJson } from './documenti-registro.js';
import { Hub } from './hub.js';

/** Checks signatures of the hub by its public keys: those of a file, or else those that it publishes now. */
export class Firme {
  private constructor(private readonly chiavi: Parameters<typeof verifyWithJwks>[0]) {}

  static async open(argomenti: Argomenti, ambiente: Ambiente): Promise<Firme> {
    const file = optional(argomenti, 'chiavi');
    const jwks =
      file === undefined
        ? await Hub.openPublic(argomenti, ambiente).get('/.well-known/jwks.json')
        : await readJson(file, ambiente);
    if (!Array.isArray(jwks['keys'])) throw illeggibile('le chiavi non si leggono: ci si attende un JWKS, con «keys»');
    return new Firme({ keys: jwks['keys'] });
  }

  /** Whether a signature of one kind is of this content, word for word. */
  async isOf(typ: string, firma: string, contenuto: object): Promise<boolean> {
    try {
      return isSigned(contenuto, await verifyWithJwks(this.chiavi, typ, firma));
    } catch (error) {
      if (error instanceof InvalidSignature) return false;
      throw error;
    }
  }

  isOfTesta({ firma, ...contenuto }: TestaFirmata): Promise<boolean> {
    return this.isOf(TIPO_FIRMA_TESTA, firma, contenuto);
  }
}
