import { Hono } from 'hono';
import { Activity } from './core/activity';
import { basicAuth } from './core/basic-auth';
import { Concurrency } from './core/concurrency';
import { CountingClock } from './core/counting-clock';
import type { Account, EmulatorContext } from './core/context';
import { Course } from './core/course/course';
import { Faults } from './core/faults';
import { seededIds } from './core/ids';
import { Journal } from './core/journal';
import { notServed } from './core/not-served';
import type { Product } from './core/product';
import { realClock, realTurn, settledPromises, stoppable } from './core/real-clock';
import { PacedClock } from './core/paced-clock';
import { answerAgain, startServer, tellAgain, type ServerOptions } from './core/server';
import { OpenSockets } from './core/sockets';
import { CHARACTERS_PER_SECOND } from './core/speech';
import { answerTwilioError } from './core/twilio-error';
import { VirtualClock } from './core/virtual-clock';
import { Webhooks } from './core/webhooks';
import type { TaskRouterForVoice } from './core/ports';
import { createControl } from './control';
import type { Workshop } from './control/workshop';
import { createPeople } from './people';
import { createNumbers } from './twilio/numbers';
import { createServerless } from './twilio/serverless';
import { createFunctionsRuntime } from './twilio/serverless/runtime';
import { createSync } from './twilio/sync';
import { createTaskRouter } from './twilio/taskrouter';
import { createVoice } from './twilio/voice';
import { createVapi } from './vapi';

export interface EmulatorOptions {
  /** `virtual`: time jumps from timer to timer and is driven by `clock`. `real`: for other programs. */
  readonly time: 'virtual' | 'real';
  /** The same seed gives the same SIDs. */
  readonly seed: string;
  /** 0 takes a free port of the loopback interface. */
  readonly port: number;
  /** Where time starts, milliseconds since the epoch. Default: where the machine's is. */
  readonly startAtMs?: number;
  /** Milliseconds that a request and its answer spend on the way together, webhooks included. */
  readonly roundTripMs: number;
  /** How fast everybody speaks, people and machines alike. Default: 15. */
  readonly charactersPerSecond?: number;
  /** Folder for the files of deployed functions. */
  readonly functionsFolder: string;
  /** E.164 numbers that the account owns from the start. */
  readonly numbers: readonly string[];
  /** Vapi's private API key. */
  readonly vapiKey: string;
  /** Serves an origin elsewhere than the emulator's own Functions runtime would (`twilio-run` beside it). */
  readonly resolve?: (origin: string) => string | undefined;
  /** Sources and pages that the playground shows beside the platforms. */
  readonly workshop?: Workshop;
}

export type Emulator = Awaited<ReturnType<typeof createEmulator>>;

/** Real milliseconds after which a receiver that does not answer no longer holds virtual time back. */
const PATIENCE_MS = 10_000;

/** A local Twilio (TaskRouter, Sync, Voice, Serverless, numbers) and Vapi on one port. */
export async function createEmulator(options: EmulatorOptions) {
  const inRealTime = options.time === 'real';
  const activity = new Activity({ waitsForOthers: !inRealTime });
  const real = stoppable(realClock);
  // Whatever is on its way to real time comes when it comes.
  const turn = inRealTime ? settledPromises : realTurn;
  const virtual = new VirtualClock(options.startAtMs ?? real.now(), activity, turn);
  const paced = inRealTime ? new PacedClock(virtual, real) : undefined;
  const time = paced ?? virtual;
  const ids = seededIds(options.seed);
  const outsideIds = seededIds(`${options.seed}:outside`);
  const outsideClock = new CountingClock(time);
  const course = new Course(time, ids, activity, () => paced?.arrival());
  const clock = course.counting(outsideClock);
  const lastingClock = course.counting(time);
  const faults = new Faults();
  const journal = new Journal(clock);
  const account: Account = { sid: ids.sid('AC'), authToken: ids.hex(16), apiKeys: new Map() };
  const sockets = new OpenSockets();
  const latency = { roundTripMs: options.roundTripMs };
  const concurrency = new Concurrency();
  const roundTripMs = (): number => latency.roundTripMs;
  let ownUrl = '';

  const runtime = createFunctionsRuntime({
    activity,
    clock: paced?.outside ?? outsideClock,
    ids: outsideIds,
    accountSid: account.sid,
    authToken: account.authToken,
    folder: options.functionsFolder,
  });
  const webhooks = new Webhooks({
    clock,
    outsideClock,
    activity,
    journal,
    faults,
    ids,
    authToken: account.authToken,
    roundTripMs,
    resolve: (origin) =>
      options.resolve?.(origin) ??
      runtime.resolve(origin) ??
      (vapi.product.hosts.includes(new URL(origin).host) ? `${ownUrl}/${new URL(origin).host}` : undefined),
    patience: (run) => real.after(PATIENCE_MS, run),
    course,
  });
  const ctx: EmulatorContext = {
    ...{ account, clock, lastingClock, socketClock: time },
    ...{ activity, ids, outsideIds, journal, faults, webhooks, course },
    charactersPerSecond: options.charactersPerSecond ?? CHARACTERS_PER_SECOND,
  };

  const people = createPeople(ctx, (number) =>
    course.cannotBeRepeated(
      `${number} is moved by the program that started the emulator, which no file can hold: ` +
        `PUT /_emulator/people/${number} and POST /_emulator/people/${number}/calls take scripts as data`,
    ),
  );
  const numbers = createNumbers(ctx);
  for (const number of options.numbers) numbers.seed(number);
  const vapi = createVapi(ctx, {
    apiKey: options.vapiKey,
    publicKey: `${options.vapiKey}-public`,
    emulatorUrl: () => ownUrl,
    dial: (request) => voice.forTaskRouter.createCall(request),
    numberImported: ({ phoneNumber, voiceUrl }) => numbers.pointVoice(phoneNumber, voiceUrl),
  });
  const voice = createVoice(ctx, {
    streams: vapi.streams,
    farEnds: people.farEnds,
    numbers,
    taskRouter: (): TaskRouterForVoice => taskRouter.forVoice,
  });
  const taskRouter = createTaskRouter(ctx, voice.forTaskRouter);
  const sync = createSync(ctx);
  const serverless = createServerless(ctx, runtime);

  const control = createControl({
    ...{
      ids,
      outsideIds,
      account,
      clock: outsideClock,
      lastingClock,
      virtual,
      paced,
      course,
      again: {
        ask: (asked) => answerAgain(asked, served),
        tell: (told) => tellAgain(told, served),
      },
      activity,
      webhooks,
      journal,
      faults,
      sockets,
      latency,
      concurrency,
      voice,
      vapi,
      people,
      numbers,
      runtime,
    },
    seed: options.seed,
    url: () => ownUrl,
    taskRouter: taskRouter.world,
    sync: sync.state,
    serverless: serverless.state,
    workshop: options.workshop,
  });

  const served: ServerOptions = {
    products: [
      taskRouter.product,
      taskRouter.channel,
      sync.product,
      sync.sockets,
      serverless.product,
      vapi.product,
      api2010(account, [voice.mount, numbers.mount]),
      control,
    ],
    clock,
    activity,
    faults,
    journal,
    roundTripMs,
    inRealTime,
    concurrency,
    sockets,
    course,
  };
  const server = await startServer(options.port, served);
  ownUrl = server.url;
  paced?.start();
  course.renew();

  return {
    url: server.url,
    port: server.port,
    account,
    activity,
    clock: outsideClock,
    /** Undefined in real time, which nobody moves. */
    virtual: paced ? undefined : virtual,
    journal,
    faults,
    voice,
    vapi,
    people,
    runtime,
    latency,
    async close(): Promise<void> {
      await server.close();
      await runtime.close();
      paced?.stop();
      real.stop();
    },
  };
}

/** Everything under `https://api.twilio.com/2010-04-01`. */
export function api2010(account: Account, mounts: readonly ((app: Hono) => void)[]): Product {
  const app = new Hono();
  app.onError(answerTwilioError);
  app.notFound(notServed);
  app.use('*', basicAuth(account));
  for (const mount of mounts) mount(app);
  return { hosts: ['api.twilio.com'], app };
}
