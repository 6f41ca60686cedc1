import { dialQueue } from '../../queues/dial-queue';
import { elements } from '../document';
import type { Verb } from '../stage';
import { action } from '../stage';
import { dialConference } from './dial-conference';
import { dialPeople } from './dial-people';

/**
 * Connects the leg to a conference, to who waits in a queue or to other phones; afterwards `action` is asked, also when the caller hung up.
 * Source: https://www.twilio.com/docs/voice/twiml/dial.
 */
export const dial: Verb = async (stage, element) => {
  const nouns = elements(element);
  const conference = nouns.find(({ name }) => name === 'Conference');
  const queue = nouns.find(({ name }) => name === 'Queue');
  const outcome = conference
    ? await dialConference(stage, element, conference)
    : queue
      ? await dialQueue(stage, element, queue)
      : await dialPeople(stage, element);
  return action(stage, element, outcome);
};
