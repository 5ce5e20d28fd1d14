import { enableRls, grant, migration, policy, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';

const GENERI = `'parente_non_convivente', 'amico', 'vicino', 'caregiver', 'amministratore_di_sostegno', 'tutore', 'assistente_familiare',
  'volontario', 'altro'`;
const RESIDENTI = scopeTexts('residenti');

/** Contests that those concerned may read, and the social network around a person, as whoever has her in charge knows it. */
export const conteseERete = migration(1795230104200, 'contese-e-rete', ({ api, consumer, owner }) => [
  // That somebody claims a protected person would tell where she went.
  `ALTER TABLE residenza_contesa ADD COLUMN riservata boolean NOT NULL DEFAULT false`,
  policy('residenza_contesa', { to: owner, name: 'protezione_segnata', for: 'all', using: 'true' }),
  `CREATE FUNCTION contesa_di_protetta() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
   BEGIN
     NEW.riservata := coalesce((SELECT p.protetta FROM persona p WHERE p.id = NEW.persona_id), false);
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER contesa_di_protetta BEFORE INSERT ON residenza_contesa FOR EACH ROW EXECUTE FUNCTION contesa_di_protetta()`,
  `CREATE FUNCTION contese_seguono_protezione() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   BEGIN
     UPDATE residenza_contesa SET riservata = NEW.protetta WHERE persona_id = NEW.id AND chiusa_il IS NULL;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER contese_seguono_protezione AFTER UPDATE OF protetta ON persona FOR EACH ROW
   WHEN (OLD.protetta IS DISTINCT FROM NEW.protetta) EXECUTE FUNCTION contese_seguono_protezione()`,
  grant('residenza_contesa', ['select'], api),
  policy('residenza_contesa', {
    to: api,
    for: 'select',
    using: `NOT riservata AND (comune = ANY (${RESIDENTI}) OR stabilita = ANY (${RESIDENTI}) OR ${scopeValue('tutte_le_forniture')} = 'si')`,
  }),

  // Names and addresses of those around a person are sealed. Nothing is rewritten: a row is closed.
  `CREATE TABLE rete_relazione (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     ente uuid NOT NULL,
     genere text NOT NULL CHECK (genere IN (${GENERI})),
     nominativo bytea NOT NULL,
     dal date NOT NULL,
     al date CHECK (al >= dal),
     noto_dal timestamptz(3) NOT NULL,
     noto_al timestamptz(3)
   )`,
  `CREATE INDEX rete_relazione_persona ON rete_relazione (persona_id)`,
  enableRls('rete_relazione'),
  policy('rete_relazione', { to: consumer, for: 'select', using: 'true' }),
  grant('rete_relazione', ['select'], consumer),
  grant('rete_relazione', ['select', 'insert'], api),
  grant('rete_relazione', ['update'], api, ['noto_al']),
  policy('rete_relazione', { to: api, for: 'select', using: `ente = ANY (${scopeUuids('enti_propri')})` }),
  policy('rete_relazione', { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  policy('rete_relazione', { to: api, for: 'update', using: `ente = ANY (${scopeUuids('enti_propri')})` }),
]);
