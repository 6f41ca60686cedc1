import type { Vocabulary } from '../routing/rules';
import type { Agent, Settings } from './config-keys';

/** The program's name for an agent, by which it tells agents apart. */
export function agentLabel(name: string): string {
  return `agent-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
}

/** What is wrong with agents whom the program could not tell apart. */
export function namesakes(project: string, agents: readonly Agent[]): string[] {
  return agents.flatMap(({ name, email }, index) => {
    const earlier = agents.slice(0, index);
    const other = earlier.find((agent) => agentLabel(agent.name) === agentLabel(name));
    return [
      ...(other
        ? [
            `${project}:agents[${index}].name: got '${name}'; wants one that differs from '${other.name}' in its letters or digits`,
          ]
        : []),
      ...(email !== undefined && earlier.some((agent) => agent.email === email)
        ? [`${project}:agents[${index}].email: got '${email}'; wants an address that no other agent has`]
        : []),
    ];
  });
}

/** Agents speak every language and work for every department unless the configuration says which. */
export function agentsOf(settings: Settings, { departments, languages }: Vocabulary): Agent[] {
  const { humanAgentNumber } = settings;
  const single = humanAgentNumber ? [{ name: 'Agent', number: humanAgentNumber }] : [];
  return [...settings.agents, ...single].map((agent: Agent) => ({
    ...agent,
    languages: agent.languages ?? Object.keys(languages),
    departments: agent.departments ?? Object.keys(departments),
  }));
}
