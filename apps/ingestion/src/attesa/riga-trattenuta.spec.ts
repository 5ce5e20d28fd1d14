import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from '#libs/persistence';
import { DecryptionFailed, KeyRing } from '#libs/security';
import { canonicalText } from '../validazione/testo-canonico.js';
import { type DaDire, openDaDire, sealDaDire } from './riga-trattenuta.js';

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

describe('What waits of a riga', () => {
  it('is read back as it was', () => {
    const keyRing = ring();
    const id = uuidv7();
    expect(openDaDire(keyRing, id, sealDaDire(keyRing, id, DETTA))).toEqual(DETTA);
  });

  it('opens in its own row only, and with the key only', () => {
    const keyRing = ring();
    const id = uuidv7();
    const sealed = sealDaDire(keyRing, id, DETTA);
    expect(() => openDaDire(keyRing, uuidv7(), sealed)).toThrow(DecryptionFailed);
    expect(() => openDaDire(ring(), id, sealed)).toThrow(DecryptionFailed);
    sealed[40]! ^= 1;
    expect(() => openDaDire(keyRing, id, sealed)).toThrow(DecryptionFailed);
  });
});
