import { enableRls, grant, migration, policy, scopeValue } from '#libs/persistence';

const perSteward = (condition: string): string =>
  `CASE WHEN ${scopeValue('affidati')} IS NULL THEN false ELSE ${condition} END`;
const radice = (id: string): string =>
  `coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = ${id}), ${id})`;
const affidata = (id: string): string => `affidata(${radice(id)})`;
const MIA = `a.ente::text = ${scopeValue('ente')} AND a.soggetto = ${scopeValue('soggetto_chiamante')}
  AND a.al > ${scopeValue('adesso')}::timestamptz`;

/** What stewards ask to decide, what two of them must, and what was decided: of persons entrusted to whoever reads it, as pairs are. */
export const decisioniDiSteward = migration(1795230111600, 'decisioni-di-steward', ({ api, consumer, owner }) => [
  // A decision and its entries in the register are one transaction, or there is neither.
  policy('accesso', {
    to: consumer,
    name: 'riesame',
    for: 'insert',
    check: `ente::text = ${scopeValue('ente')} AND verbo = 'riesame'`,
  }),
  grant('accesso', ['insert'], consumer),

  // What is said of a person record by record, for who must tell which are of another: never what it was given.
  `CREATE FUNCTION record_riesame(persona uuid, quanti integer) RETURNS TABLE (record text, fonte text, ente uuid, tracciato text,
     accettata_il timestamptz, decisione text, cognome text, nome text, anno_nascita smallint, data_nascita date,
     comune_residenza text, precluso boolean, riservato bytea)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
     IF affidata(persona) AND EXISTS (SELECT FROM apertura_riesame a WHERE ${MIA} AND ${radice('a.persona_id')} = record_riesame.persona) THEN
       RETURN QUERY SELECT encode(s.record_id, 'hex'), s.fonte, s.ente_erogatore, s.tracciato, s.accettata_il::timestamptz,
         (SELECT l.decisione FROM legame l WHERE l.record_id = s.record_id AND l.al IS NULL), s.cognome, s.nome, s.anno_nascita,
         s.data_nascita, s.comune_residenza, EXISTS (SELECT FROM codice_precluso k WHERE k.indice = s.indice), s.riservato
       FROM scheda s WHERE s.persona_id = record_riesame.persona ORDER BY s.accettata_il DESC, s.record_id LIMIT quanti;
     END IF;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION record_riesame(uuid, integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION record_riesame(uuid, integer) TO "${api}"`,
  ...['legame', 'codice_precluso'].map((table) =>
    policy(table, { to: owner, name: 'riesame', for: 'select', using: 'true' }),
  ),

  policy('operazione_riesame', {
    to: api,
    for: 'select',
    using: perSteward(`${affidata('rimasta')} AND ${affidata('altra')}`),
  }),
  grant('operazione_riesame', ['select'], api),

  `CREATE TABLE proposta_riesame (
     id uuid PRIMARY KEY,
     tipo text NOT NULL CHECK (tipo IN ('separazione', 'annullamento')),
     persona_id uuid NOT NULL,
     altra_id uuid NOT NULL,
     annulla uuid REFERENCES operazione_riesame (id),
     record bytea[] NOT NULL,
     quanti integer NOT NULL,
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     motivo bytea NOT NULL,
     proposta_il timestamptz(3) NOT NULL,
     scade_il timestamptz(3) NOT NULL,
     operazione uuid REFERENCES operazione_riesame (id),
     confermata_da text,
     CHECK ((tipo = 'annullamento') = (annulla IS NOT NULL)),
     CHECK ((operazione IS NULL) = (confermata_da IS NULL))
   )`,
  `CREATE INDEX proposta_riesame_fatta ON proposta_riesame (operazione) WHERE operazione IS NOT NULL`,
  enableRls('proposta_riesame'),
  policy('proposta_riesame', { to: consumer, for: 'all', using: 'true' }),
  grant('proposta_riesame', ['select', 'insert'], consumer),
  grant('proposta_riesame', ['update'], consumer, ['operazione', 'confermata_da']),
  policy('proposta_riesame', {
    to: api,
    for: 'select',
    using: perSteward(`${affidata('persona_id')} AND ${affidata('altra_id')}`),
  }),
  grant('proposta_riesame', ['select'], api),
]);
