/** How a member takes part in a case beside its owner, and the word for one. */
export const PARTS = { watchers: 'watcher', collaborators: 'collaborator' } as const;
export type Part = keyof typeof PARTS;
