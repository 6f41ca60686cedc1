import type { VoiceForTaskRouter } from '../../emulator/core/ports';

/** A telephone network for tests of TaskRouter alone: every number rings, nobody ever answers or is in a queue. */
export function noTelephone(given: Partial<VoiceForTaskRouter> = {}): VoiceForTaskRouter {
  return {
    createCall: () => `CA${'0'.repeat(32)}`,
    isLive: () => false,
    redirect: () => false,
    hangUp: () => undefined,
    onEnd: () => undefined,
    isQueued: () => false,
    invite: () => ({ callSid: `CA${'0'.repeat(32)}`, conferenceSid: `CF${'0'.repeat(32)}` }),
    bring: () => false,
    onJoin: () => undefined,
    changeParticipant: () => false,
    isInConference: () => false,
    isConferring: () => false,
    ...given,
  };
}
