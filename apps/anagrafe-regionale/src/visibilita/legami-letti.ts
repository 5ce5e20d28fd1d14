import { scopeValue } from '#libs/persistence';

const entiOf = (fonte: string): string =>
  `coalesce(array_agg(DISTINCT s.ente_erogatore) FILTER (WHERE s.fonte = '${fonte}'), '{}')`;

/** Read once for all that hangs on them. */
const ENTI = `SELECT ${entiOf('sociale')} AS erogatori, ${entiOf('sanitaria')} AS assistita_da
    FROM scheda s WHERE s.persona_id = p.id AND s.fonte IN ('sociale', 'sanitaria')`;
/** Every id that person `p` has had: who keeps a person keeps the one it wrote. */
const IDS = `SELECT ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = p.id) || p.id AS ids OFFSET 0`;

const CASI = `ARRAY(SELECT jsonb_build_object('id', c.id, 'ente', c.ente, 'ambito', c.ambito, 'dal', c.dal, 'finoAl', c.vale_fino)
    FROM presa_in_carico c WHERE c.persona_id = ANY (i.ids))`;
/** Of a protected person whose protection is not the asker's to see nobody is named: nobody may see her. */
const PROTETTA_DA = `CASE WHEN p.protetta THEN ARRAY(SELECT r.ente FROM protezione r WHERE r.al IS NULL AND r.persona_id = ANY (i.ids)) END`;
const URGENZE = `ARRAY(SELECT jsonb_build_object('ente', a.ente, 'soggetto', a.soggetto, 'finoA', a.al)
    FROM accesso_urgente a WHERE a.persona_id = ANY (i.ids))`;

/** Asked only for a steward: it is a call for each row. */
const RIESAMI = `CASE WHEN ${scopeValue('affidati')} IS NULL THEN '[]' ELSE riesami_di(p.id) END`;

/**
 * SQL of what ties a person `p` to the hub, as a `LegamiPersona`: what row-level security hides from who asks could give it nothing. Who said
 * that a person lives somewhere gave no prestazione: only schede of social services are ties, and of health registries their own.
 */
export const LEGAMI = `(SELECT jsonb_build_object('comune', p.comune_residenza, 'erogatori', e.erogatori,
  'assistitaDa', e.assistita_da, 'casi', ${CASI}, 'protettaDa', ${PROTETTA_DA}, 'urgenze', ${URGENZE}, 'riesami', ${RIESAMI}, 'vita', p.vita,
  'dataDecesso', p.data_decesso) FROM (${IDS}) i, (${ENTI}) e)`;
