import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { canonicalText } from '../validazione/testo-canonico.js';
import { type DaDire, RigheIlleggibili, openAll, sealDaDire } from './riga-trattenuta.js';

const ring = () => KeyRing.fromSetting(randomBytes(32).toString('base64'));
const DETTA: DaDire = {
  comune: {
    invioId: uuidv7(),
    tracciato: 'PS_PSA_SINA@201812',
    enteMittente: uuidv7(),
    accettateIl: new Date('2026-03-05T10:00:00.123Z'),
    testata: { codiceFiscaleOperatore: 'X', enteCodice: 'H211', enteDenominazione: 'a\nb "c"', enteIndirizzo: 'H211' },
  },
  contenuto: canonicalText({ cognome: 'ÀÈ"\n\u2028', codicePrestazione: 'SAD' }),
};

const open = (keyRing: KeyRing, rigaId: string, contenuto: Buffer) =>
  openAll(keyRing, [{ rigaId, contenuto }]).get(rigaId);

describe('What waits of a riga', () => {
  it('is read back as it was', () => {
    const keyRing = ring();
    const id = uuidv7();
    expect(open(keyRing, id, sealDaDire(keyRing, id, DETTA))).toEqual(DETTA);
  });

  it('opens in its own row only, and with the key only', () => {
    const keyRing = ring();
    const id = uuidv7();
    const sealed = sealDaDire(keyRing, id, DETTA);
    expect(() => open(keyRing, uuidv7(), sealed)).toThrow(RigheIlleggibili);
    expect(() => open(ring(), id, sealed)).toThrow(RigheIlleggibili);
    sealed[40]! ^= 1;
    expect(() => open(keyRing, id, sealed)).toThrow(RigheIlleggibili);
  });
});
