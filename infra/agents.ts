import type { Agent } from './config-keys';

/** The program's name for an agent, by which it tells agents apart. */
export function agentLabel(name: string): string {
  return `agent-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
}

/** What is wrong with agents whom the program could not tell apart. */
export function namesakes(project: string, agents: readonly Agent[]): string[] {
  return agents.flatMap(({ name }, index) => {
    const other = agents.slice(0, index).find((earlier) => agentLabel(earlier.name) === agentLabel(name));
    return other === undefined
      ? []
      : `${project}:agents[${index}].name: got '${name}'; wants one that differs from '${other.name}' in its letters or digits`;
  });
}
