import { migration } from '#libs/persistence';

/**
 * Of what a steward is shown of a person entrusted to it: what it is known by and the records that speak of it. Not `persona.revisione`,
 * which grows with what nobody may know: that the person was protected for a while, that somebody else has its code.
 */
export const cioCheSiMostra = migration(1795230111910, 'cio-che-si-mostra', ({ api, consumer }) => [
  `CREATE FUNCTION mostrata_riesame(persona uuid) RETURNS text
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     IF NOT affidata(persona) THEN
       RETURN NULL;
     END IF;
     RETURN (SELECT encode(sha256(convert_to(jsonb_build_array(p.id, p.cognome, p.nome, p.anno_nascita, p.data_nascita,
         p.comune_residenza, p.vita, p.data_decesso, (
           SELECT jsonb_agg(jsonb_build_array(encode(s.record_id, 'hex'), s.revisione, s.accettata_il) ORDER BY s.record_id)
           FROM scheda s WHERE s.persona_id = p.id AND NOT EXISTS (SELECT FROM codice_precluso k WHERE k.indice = s.indice)
         ))::text, 'UTF8')), 'hex') FROM persona p WHERE p.id = mostrata_riesame.persona);
   END $$`,
  `REVOKE EXECUTE ON FUNCTION mostrata_riesame(uuid) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION mostrata_riesame(uuid) TO "${api}", "${consumer}"`,
]);
