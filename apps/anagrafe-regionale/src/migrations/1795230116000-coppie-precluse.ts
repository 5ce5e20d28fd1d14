import { migration, scopeValue } from '#libs/persistence';

const NASCOSTA = `(p.protetta OR p.vita = 'deceduta' AND p.data_decesso + interval '10 years' < ${scopeValue('oggi')}::date)`;
const CHI_NE_DICE = `SELECT s.ente_erogatore FROM scheda s WHERE s.persona_id = p.id AND s.fonte IN ('sociale', 'sanitaria')`;
const CONDIVIDONO = `EXISTS (SELECT FROM persona_codice mio
  JOIN persona_codice suo ON suo.indice = mio.indice AND suo.persona_id = d.persona_b
  WHERE mio.persona_id = d.persona_a AND NOT EXISTS (SELECT FROM codice_precluso k WHERE k.indice = mio.indice))`;

/**
 * A pair that shares only codes that lead nobody is there no more also for who has it open: it shows neither person, and is not decided.
 * Who decides asks as role consumer.
 */
export const coppiePrecluse = migration(1795230116000, 'coppie-precluse', ({ consumer }) => [
  `GRANT EXECUTE ON FUNCTION condividono_codice(uuid, uuid) TO "${consumer}"`,
  `CREATE OR REPLACE FUNCTION riesami_di(persona uuid) RETURNS jsonb
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN RETURN coalesce((
     SELECT jsonb_agg(jsonb_build_object('ente', a.ente, 'soggetto', a.soggetto, 'finoA', a.al, 'sedi', (
       SELECT jsonb_agg(jsonb_build_object('comune', p.comune_residenza, 'enti', ARRAY(${CHI_NE_DICE}), 'nascosta', ${NASCOSTA} IS TRUE))
       FROM persona p WHERE p.id = ANY (v.aperte))))
     FROM apertura_riesame a
     LEFT JOIN possibile_duplicato d ON d.id = a.duplicato_id AND d.stato = 'aperto' AND (d.punteggio IS NOT NULL OR ${CONDIVIDONO})
     CROSS JOIN LATERAL (SELECT CASE WHEN a.persona_id IS NULL THEN ARRAY[d.persona_a, d.persona_b] ELSE ARRAY[coalesce(
       (SELECT u.radice FROM radice_persona u WHERE u.persona_id = a.persona_id), a.persona_id)] END AS aperte) v
     WHERE a.ente::text = ${scopeValue('ente')} AND a.soggetto = ${scopeValue('soggetto_chiamante')}
       AND a.al > ${scopeValue('adesso')}::timestamptz AND riesami_di.persona = ANY (v.aperte)
       AND NOT EXISTS (SELECT FROM unnest(v.aperte) AS one (id) WHERE NOT affidata(one.id))), '[]'); END $$`,
]);
