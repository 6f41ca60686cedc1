/** Fictional numbers only. */
export const NUMBER = '+15550100000';
export const AGENTS = {
  ana: { name: 'Ana', number: '+15550100201' },
  ben: { name: 'Ben', number: '+15550100202' },
  cleo: { name: 'Cleo', number: '+15550100203' },
} as const;
/** Listens to calls. */
export const SUPERVISOR = { name: 'Zoe', number: '+15550100300' } as const;
export type AgentName = keyof typeof AGENTS;
