import { migration, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';

const AFFIDATI = scopeValue('affidati');

/**
 * As `affidata`, written out: one call for each pair of a long queue passed the time of a statement at some ten thousand pairs. A scalar,
 * not EXISTS: persons are then found by their ids, one after the other, and never all read.
 */
const isAffidata = (id: string): string => `(SELECT p.unita_in IS NULL AND NOT p.protetta
    AND (p.vita = 'deceduta' AND p.data_decesso + interval '10 years' < ${scopeValue('oggi')}::date) IS NOT TRUE
    AND (${AFFIDATI} = 'tutti' OR p.comune_residenza = ANY (${scopeTexts('affidati_comuni')}) OR EXISTS (
      SELECT FROM scheda s WHERE s.persona_id = p.id AND s.fonte IN ('sociale', 'sanitaria')
        AND s.ente_erogatore = ANY (${scopeUuids('affidati_enti')}))) FROM persona p WHERE p.id = ${id})`;

/** A page of the pairs that a steward may know of: what the policy of `possibile_duplicato` lets through, found faster. */
export const codaDelRiesame = migration(1795230111700, 'coda-del-riesame', ({ api }) => [
  `CREATE FUNCTION dubbi_affidati(dopo uuid, quanti integer) RETURNS TABLE (id uuid, a uuid, b uuid, aperto_il timestamptz,
     punteggio real, evidenza bytea)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     IF ${AFFIDATI} IS NOT NULL THEN
       RETURN QUERY SELECT d.id, d.persona_a, d.persona_b, d.aperto_il::timestamptz, d.punteggio, d.evidenza FROM possibile_duplicato d
       WHERE d.stato = 'aperto' AND (dopo IS NULL OR d.id > dopo) AND ${isAffidata('d.persona_a')} AND ${isAffidata('d.persona_b')}
       ORDER BY d.id LIMIT quanti;
     END IF;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION dubbi_affidati(uuid, integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION dubbi_affidati(uuid, integer) TO "${api}"`,
]);
