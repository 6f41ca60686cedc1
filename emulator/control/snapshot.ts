import { z } from 'zod';
import { NumbersSnapshot } from '../twilio/numbers/snapshot';
import { loadServerless, saveServerless, ServerlessSnapshot } from '../twilio/serverless/snapshot';
import { loadSync, saveSync, SyncSnapshot } from '../twilio/sync/snapshot';
import { loadTaskRouter, saveTaskRouter, TaskRouterSnapshot } from '../twilio/taskrouter/snapshot';
import { QueuesSnapshot } from '../twilio/voice/queues/snapshot';
import { loadVapi, saveVapi, VapiSnapshot } from '../vapi/snapshot';
import type { Endpoint } from './endpoint';
import { asRule, FaultBody } from './faults';
import { address } from './fields';
import type { Directory } from './people/directory';
import { RingingBody } from './people/ringing';
import { checked, Refusal } from './refusal';
import { applySettings, SettingsBody, settingsNow } from './settings';
import type { ControlTarget } from './target';

/** The whole file. Another version is refused: there is no older one. */
const SnapshotBody = z.strictObject({
  format: z.literal('voice-handoff-emulator/1', {
    error: 'voice-handoff-emulator/1: what GET /_emulator/snapshot answers',
  }),
  seed: z.string(),
  url: z.string().min(1),
  accountSid: z.string(),
  takenAtMs: z.number(),
  idPosition: z.int().min(0),
  settings: SettingsBody,
  faults: z.array(FaultBody),
  people: z.array(z.strictObject({ number: address(), whenRings: RingingBody })),
  sync: SyncSnapshot,
  taskRouter: TaskRouterSnapshot,
  numbers: NumbersSnapshot,
  queues: QueuesSnapshot,
  serverless: ServerlessSnapshot,
  vapi: VapiSnapshot,
});

/**
 * Carried: Sync, TaskRouter without tasks, numbers, applications, API keys, queues of callers, Serverless with what is deployed, Vapi's
 * resources, settings, faults and how people behave. Not carried: ended calls and conferences, closed tasks, the
 * journal, the audio ledger, Functions' logs, the rest of a running scenario.
 */
export function snapshotEndpoints(target: ControlTarget, directory: Directory): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/snapshot',
      about:
        'Everything but calls, tasks and what happened, as one JSON file; 409 while a call or a task is open',
      answer(c) {
        refuseWhileBusy(target, 'kept');
        return c.json(taken(target, directory), 200, {
          'content-disposition': 'attachment; filename="emulator.json"',
        });
      },
    },
    {
      method: 'POST',
      path: '/snapshot',
      about: 'Puts such a file in place of everything, for an emulator that was started with the same seed',
      body: SnapshotBody,
      example: 'what GET /_emulator/snapshot answered',
      async answer(c, body) {
        refuseWhileBusy(target, 'replaced');
        const saved = checked(SnapshotBody, body);
        // Callbacks and base URLs that led to the old emulator lead to this one.
        const here = JSON.stringify(saved).replaceAll(saved.url, target.url());
        await restore(target, directory, checked(SnapshotBody, JSON.parse(here)));
        return c.json({ restored: true, nowMs: target.clock.now() });
      },
    },
  ];
}

/** Running legs, timers and requests cannot be written down. */
function refuseWhileBusy({ voice, vapi, taskRouter }: ControlTarget, what: 'kept' | 'replaced'): void {
  const calls = voice.calls.all().filter(({ isLive }) => isLive);
  const legs = vapi.control.legs().filter(({ status }) => status !== 'ended');
  const tasks = [...taskRouter.workspaces.values()]
    .flatMap((workspace) => [...workspace.tasks.values()])
    .filter(({ status }) => status !== 'completed' && status !== 'canceled');
  const open = [
    ...calls.map(({ sid }) => `call ${sid}`),
    ...legs.map(({ callId }) => `AI leg ${callId}`),
    ...tasks.map(({ sid }) => `task ${sid}`),
  ];
  if (open.length === 0) return;
  throw new Refusal(
    409,
    `what runs cannot be ${what}: ${open.join(', ')}; end it first (people hang up, tasks are completed)`,
  );
}

function taken(target: ControlTarget, directory: Directory): unknown {
  const { seed, account, clock, ids, faults, sync, taskRouter, numbers, serverless, vapi, voice } = target;
  return {
    format: 'voice-handoff-emulator/1',
    seed,
    url: target.url(),
    accountSid: account.sid,
    takenAtMs: clock.now(),
    idPosition: ids.position,
    settings: settingsNow(target),
    faults: faults.list().map(({ rule }) => rule),
    people: [...directory.ringing].map(([number, whenRings]) => ({ number, whenRings })),
    sync: saveSync(sync),
    taskRouter: saveTaskRouter(taskRouter),
    numbers: numbers.save(),
    queues: voice.queues.save(),
    serverless: saveServerless(serverless),
    vapi: saveVapi(vapi.organisation),
  };
}

async function restore(
  target: ControlTarget,
  directory: Directory,
  saved: z.output<typeof SnapshotBody>,
): Promise<void> {
  const { account, clock, virtual, ids, journal, faults } = target;
  if (saved.accountSid !== account.sid) {
    throw new Refusal(
      409,
      `the snapshot is of account ${saved.accountSid}, this emulator has ${account.sid}: start it with --seed ${saved.seed}`,
    );
  }
  loadTaskRouter(target.taskRouter, saved.taskRouter);
  loadSync(target.sync, saved.sync);
  target.numbers.load(saved.numbers);
  target.voice.queues.load(saved.queues);
  loadVapi(target.vapi.organisation, saved.vapi);
  await loadServerless(target.serverless, saved.serverless);
  target.runtime.clockSkewMs.clear();
  applySettings(target, saved.settings);
  faults.clear();
  for (const fault of saved.faults) faults.add(asRule(fault));
  for (const { number, whenRings } of saved.people) directory.whenRings(number, whenRings);
  // An identifier that the snapshot has used must not come again.
  ids.position = Math.max(ids.position, saved.idPosition);
  if (virtual && clock.now() < saved.takenAtMs) await virtual.advance(saved.takenAtMs - clock.now());
  journal.add('emulator.restored', { takenAtMs: saved.takenAtMs });
}
