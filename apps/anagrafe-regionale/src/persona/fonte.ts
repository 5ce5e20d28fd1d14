/** The kinds of authority that speak of persons. */
export const FONTI = ['anpr', 'anagrafe_comunale', 'sanitaria', 'inps', 'sociale'] as const;
export type Fonte = (typeof FONTI)[number];
