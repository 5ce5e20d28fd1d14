import { policy } from '#libs/persistence';

/**
 * A way by which rows of `persona` are shown to callers: a function of the schema, and the policy that asks it. As a subquery of the
 * policy it would be part of every plan on persons, with the policies of the tables it reads: planning, and compiling the plan, then cost
 * more than the query (3 s on an empty database). The function keeps its own plan, and is asked only for rows that nothing else shows.
 * @param sql a query that has a row when the person `persona` is shown
 */
export function personaShownBy(name: string, api: string, sql: string): string[] {
  return [
    ...questionOnPersona(name, api, sql),
    policy('persona', { to: api, name: `api_${name}`, for: 'select', using: `${name}(id)` }),
  ];
}

/** The function alone. */
export function questionOnPersona(name: string, api: string, sql: string): string[] {
  return [
    `CREATE FUNCTION ${name}(persona uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN EXISTS (${sql}); END $$`,
    `REVOKE EXECUTE ON FUNCTION ${name}(uuid) FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name}(uuid) TO "${api}"`,
  ];
}
