import { converses, takesTheCall, type Behaviour, type Phone } from '../../emulator/people';
import type { Stage } from './stage';

/** An agent who takes the call, helps in two sentences and hears the caller hang up. */
export function takesAndHelps(stage: Stage): Behaviour {
  return takesTheCall({ then: (agent) => helps(stage, agent) });
}

/** The talk itself, for an agent who has the caller on the line. */
export async function helps(stage: Stage, agent: Phone): Promise<void> {
  const caller = stage.phone;
  if (!caller) return;
  await agent.listens(600);
  await converses([
    [agent, `Hello, this is ${stage.who(agent.number)}. I have your details in front of me.`],
    [caller, 'That was quick. It is still about the same thing.'],
    [agent, 'I see it here. It is done, you need not do anything more.'],
    [caller, 'Wonderful, thank you. Goodbye!'],
  ]);
  caller.hangUp();
}

/** Agents whose phones ring one after another: the first does `first`, whoever comes next does `next`. */
export function inTurn(first: Behaviour, next: Behaviour): Behaviour {
  let rung = 0;
  return (phone) => {
    rung += 1;
    return rung === 1 ? first(phone) : next(phone);
  };
}
