import { Hono } from 'hono';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { basicAuth } from '../../emulator/core/basic-auth';
import type { StreamPeers, TaskRouterForVoice, VoiceNumber } from '../../emulator/core/ports';
import { answerTwilioError } from '../../emulator/core/twilio-error';
import { createPeople, type People, type Phone } from '../../emulator/people';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { createVoice, type Voice } from '../../emulator/twilio/voice';
import type { VoiceOptions } from '../../emulator/twilio/voice/options';
import { AUTH_TOKEN, type Emulated, emulated } from './emulated';
import { startReceiver, type ReceivedWebhook } from './webhook-receiver';

/** The number that the account owns. */
export const OUR_NUMBER = '+15550100001';

/** The TwiML application that the account has. */
export const OUR_APPLICATION = `AP${'1'.repeat(32)}`;

type CreatedTask = Parameters<TaskRouterForVoice['createTask']>[0];
type Answer = string | ((webhook: ReceivedWebhook) => string);

export interface VoiceStudio extends Emulated {
  readonly voice: Voice;
  readonly people: People;
  /** How our number answers. */
  readonly number: { -readonly [Name in keyof VoiceNumber]: VoiceNumber[Name] };
  /** What TaskRouter was asked to create and to cancel, unless there is a real one. */
  readonly tasks: readonly CreatedTask[];
  readonly canceledTasks: readonly string[];
  /** Everything that the customer's server got. */
  readonly received: readonly ReceivedWebhook[];
  /** Whether the official library accepts a request's signature. */
  isSigned(webhook: ReceivedWebhook): boolean;
  /** The URL of a path on the customer's server. */
  at(path: string): string;
  /** What the customer's server answers there: the inside of a `<Response>`. Anything else is 404. */
  answers(path: string, twiml: Answer): void;
  /** What the customer's server answers there as JSON. */
  answersJson(path: string, value: unknown): void;
  /** What came to a path, as forms, the oldest first. */
  forms(path: string): ReceivedWebhook['form'][];
  /** Plays a script of people to its end, on the studio's clock. */
  play<T>(script: Promise<T>): Promise<T>;
  /** Somebody calls our number and is answered. */
  aCaller(number?: string): Promise<Phone>;
  /** Kinds of journal entries that begin so, in their order. */
  happened(...prefixes: string[]): string[];
}

/** Twilio Voice with people at its ends and a customer's server that answers with TwiML. */
export async function voiceStudio(
  given: { streams?: StreamPeers; options?: Partial<VoiceOptions>; hasTaskRouter?: boolean } = {},
): Promise<VoiceStudio> {
  const answers = new Map<string, Answer>();
  const jsonAnswers = new Map<string, unknown>();
  const receiver = await startReceiver((webhook) => {
    const path = webhook.path.split('?')[0] ?? '';
    const json = jsonAnswers.get(path);
    if (json !== undefined) return { contentType: 'application/json', body: JSON.stringify(json) };
    const answer = answers.get(path);
    if (answer === undefined) return { status: 404 };
    const inside = typeof answer === 'string' ? answer : answer(webhook);
    const body = inside.startsWith('<?') || inside === '' ? inside : `<Response>${inside}</Response>`;
    return { contentType: 'text/xml', body };
  });
  const number = {
    sid: `PN${'1'.repeat(32)}`,
    voiceUrl: `${receiver.url}/voice`,
    voiceMethod: 'POST',
    voiceFallbackUrl: '',
    voiceFallbackMethod: 'POST',
    statusCallback: `${receiver.url}/number-status`,
    statusCallbackMethod: 'POST',
  };
  const application = { ...number, sid: OUR_APPLICATION, voiceUrl: `${receiver.url}/application` };
  const callerIds = new Set<string>();
  const tasks: CreatedTask[] = [];
  const canceledTasks: string[] = [];
  const noted: TaskRouterForVoice = {
    createTask(request) {
      if (!request.workflowSid.startsWith('WW')) throw new Error('no such workflow');
      return `WT${String(tasks.push(request)).padStart(32, '0')}`;
    },
    cancelTask: (taskSid, reason) => void canceledTasks.push(`${taskSid} ${reason}`),
    pendingTask: () => undefined,
    acceptReservation: () => false,
    wrapUp: () => undefined,
  };
  const parts: { voice?: Voice; people?: People } = {};
  const platform = await emulated((ctx) => {
    const people = createPeople(ctx);
    const voice = createVoice(ctx, {
      streams: given.streams ?? { find: () => undefined },
      farEnds: people.farEnds,
      taskRouter: () => (given.hasTaskRouter ? taskRouter.forVoice : noted),
      numbers: {
        find: (asked) =>
          asked === OUR_NUMBER ? number : asked === `app:${OUR_APPLICATION}` ? application : undefined,
        mayShow: (asked) => asked === OUR_NUMBER || callerIds.has(asked),
        verified(e164) {
          callerIds.add(e164);
          return `PN${'2'.repeat(32)}`;
        },
      },
      ...(given.options ? { options: given.options } : {}),
    });
    const taskRouter = createTaskRouter(ctx, voice.forTaskRouter);
    Object.assign(parts, { voice, people });
    const app = new Hono();
    app.onError(answerTwilioError);
    app.use('*', basicAuth(ctx.account));
    voice.mount(app);
    return [{ hosts: ['api.twilio.com'], app }, taskRouter.product];
  });
  const { voice, people } = parts as { voice: Voice; people: People };
  const play = async <T>(script: Promise<T>): Promise<T> => {
    let isOver = false;
    const settled = script.finally(() => (isOver = true));
    settled.catch(() => undefined);
    if (!(await platform.clock.runUntil(() => isOver, 3_600_000))) throw new Error('the script never ended');
    return settled;
  };
  return {
    ...platform,
    number,
    tasks,
    canceledTasks,
    voice,
    people,
    received: receiver.received,
    isSigned: ({ path, headers, form }) =>
      validateRequest(AUTH_TOKEN, String(headers['x-twilio-signature']), receiver.url + path, form),
    at: (path) => receiver.url + path,
    answers: (path, twiml) => void answers.set(path, twiml),
    answersJson: (path, value) => void jsonAnswers.set(path, value),
    forms: (path) =>
      receiver.received.filter((one) => one.path.split('?')[0] === path).map(({ form }) => form),
    play,
    async aCaller(number = '+15550123456') {
      const phone = people.person(number).dial(voice, OUR_NUMBER);
      await play(phone.answered());
      return phone;
    },
    happened: (...prefixes) =>
      platform.ctx.journal.entries
        .map(({ kind }) => kind)
        .filter((kind) => prefixes.some((prefix) => kind.startsWith(prefix))),
    async close() {
      await platform.close();
      await receiver.close();
    },
  };
}
