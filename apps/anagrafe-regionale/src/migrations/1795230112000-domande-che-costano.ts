import { migration } from '#libs/persistence';
import { questionOnPersona } from './persona-mostrata.js';

/**
 * Two questions of every lookup as functions that keep their plans. Inside the query the first brought the policies of all that it reads
 * into a plan of two hundred subplans, made ready each time, for the one person in thousands that is in doubt. The second was planned anew at each
 * call, as functions in plain SQL are.
 */
export const domandeCheCostano = migration(1795230112000, 'domande-che-costano', ({ api }) => [
  ...questionOnPersona(
    'in_dubbio',
    api,
    `SELECT FROM persona_codice mio JOIN persona_codice suo ON suo.indice = mio.indice AND suo.persona_id <> mio.persona_id
      WHERE mio.persona_id = in_dubbio.persona`,
  ),
  `CREATE OR REPLACE FUNCTION periodi_protetti(persona uuid, propri uuid[]) RETURNS TABLE (dal timestamptz, al timestamptz)
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN RETURN QUERY
     SELECT r.dal::timestamptz, r.al::timestamptz FROM protezione r
     WHERE r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = periodi_protetti.persona)
       || periodi_protetti.persona) AND r.ente <> ALL (periodi_protetti.propri); END $$`,
]);
