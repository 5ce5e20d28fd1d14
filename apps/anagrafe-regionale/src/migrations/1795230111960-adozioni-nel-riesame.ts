import { grant, migration, policy, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';

const AFFIDATI = scopeValue('affidati');
const MIA = `a.ente::text = ${scopeValue('ente')} AND a.soggetto = ${scopeValue('soggetto_chiamante')}
  AND a.al > ${scopeValue('adesso')}::timestamptz`;
const RADICE = `coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = a.persona_id), a.persona_id)`;

/** Who somebody was before an adoption is nobody's to see, by the name as little as by the code. */
const NON_PRECLUSA = `NOT EXISTS (SELECT FROM codice_precluso k WHERE k.indice = s.indice)`;
/** A code that leads to nobody says of no two that they may be one. */
const condividono = (una: string, altra: string): string => `EXISTS (SELECT FROM persona_codice mio
  JOIN persona_codice suo ON suo.indice = mio.indice AND suo.persona_id = ${altra}
  WHERE mio.persona_id = ${una} AND NOT EXISTS (SELECT FROM codice_precluso k WHERE k.indice = mio.indice))`;

/** As in the first queue: written out, or there is a call for each pair. */
const isAffidata = (id: string): string => `(SELECT p.unita_in IS NULL AND NOT p.protetta
    AND (p.vita = 'deceduta' AND p.data_decesso + interval '10 years' < ${scopeValue('oggi')}::date) IS NOT TRUE
    AND (${AFFIDATI} = 'tutti' OR p.comune_residenza = ANY (${scopeTexts('affidati_comuni')}) OR EXISTS (
      SELECT FROM scheda s WHERE s.persona_id = p.id AND s.fonte IN ('sociale', 'sanitaria')
        AND s.ente_erogatore = ANY (${scopeUuids('affidati_enti')}))) FROM persona p WHERE p.id = ${id})`;

/**
 * What a steward is shown and counted leaves out what is said under a code of before an adoption, also once the protection has ended: a
 * code stays precluded longer. Pairs are left out where they are read, not where they are written: a code that was precluded by mistake
 * is so no more, and its pairs wait again.
 */
export const adozioniNelRiesame = migration(1795230111960, 'adozioni-nel-riesame', ({ api, consumer, owner }) => [
  policy('persona_codice', { to: owner, name: 'riesame', for: 'select', using: 'true' }),
  // Who separates all that is shown must be refused as if that were all there is.
  policy('codice_precluso', { to: consumer, for: 'select', using: 'true' }),
  grant('codice_precluso', ['select'], consumer),

  // `precluso` is false now: release N−1 asks for it.
  `CREATE OR REPLACE FUNCTION record_riesame(persona uuid, quanti integer) RETURNS TABLE (record text, fonte text, ente uuid, tracciato text,
     accettata_il timestamptz, decisione text, cognome text, nome text, anno_nascita smallint, data_nascita date,
     comune_residenza text, precluso boolean, riservato bytea)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     IF affidata(persona) AND EXISTS (SELECT FROM apertura_riesame a WHERE ${MIA} AND ${RADICE} = record_riesame.persona) THEN
       RETURN QUERY SELECT encode(s.record_id, 'hex'), s.fonte, s.ente_erogatore, s.tracciato, s.accettata_il::timestamptz,
         (SELECT l.decisione FROM legame l WHERE l.record_id = s.record_id AND l.al IS NULL), s.cognome, s.nome, s.anno_nascita,
         s.data_nascita, s.comune_residenza, false, s.riservato
       FROM scheda s WHERE s.persona_id = record_riesame.persona AND ${NON_PRECLUSA}
       ORDER BY s.accettata_il DESC, s.record_id LIMIT quanti;
     END IF;
   END $$`,
  `CREATE OR REPLACE FUNCTION impatto_riesame(una uuid, altra uuid, OUT record integer, OUT enti integer) RETURNS record
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     IF affidata(una) AND affidata(altra) THEN
       SELECT count(*), count(DISTINCT s.ente_erogatore) INTO record, enti FROM scheda s
       WHERE s.persona_id IN (una, altra) AND ${NON_PRECLUSA};
     END IF;
   END $$`,

  `CREATE FUNCTION condividono_codice(una uuid, altra uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     RETURN affidata(una) AND affidata(altra) AND ${condividono('una', 'altra')};
   END $$`,
  `REVOKE EXECUTE ON FUNCTION condividono_codice(uuid, uuid) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION condividono_codice(uuid, uuid) TO "${api}"`,
  `CREATE OR REPLACE FUNCTION dubbi_affidati(dopo uuid, quanti integer) RETURNS TABLE (id uuid, a uuid, b uuid, aperto_il timestamptz,
     punteggio real, evidenza bytea)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     IF ${AFFIDATI} IS NOT NULL THEN
       RETURN QUERY SELECT d.id, d.persona_a, d.persona_b, d.aperto_il::timestamptz, d.punteggio, d.evidenza FROM possibile_duplicato d
       WHERE d.stato = 'aperto' AND (dopo IS NULL OR d.id > dopo) AND ${isAffidata('d.persona_a')} AND ${isAffidata('d.persona_b')}
         AND (d.punteggio IS NOT NULL OR ${condividono('d.persona_a', 'd.persona_b')})
       ORDER BY d.id LIMIT quanti;
     END IF;
   END $$`,
  'DROP POLICY api_select ON possibile_duplicato',
  policy('possibile_duplicato', {
    to: api,
    for: 'select',
    using: `CASE WHEN ${AFFIDATI} IS NULL THEN false ELSE stato = 'aperto' AND affidata(persona_a) AND affidata(persona_b)
      AND (punteggio IS NOT NULL OR condividono_codice(persona_a, persona_b)) END`,
  }),
]);
