type Visibility = 'public' | 'protected';

export interface RouteEntry {
  /** URL path without the leading slash. */
  readonly path: string;
  /** `protected`: the platform lets only requests with Twilio's signature in. */
  readonly visibility: Visibility;
}

export interface ServiceEntry {
  readonly name: 'handoff-control' | 'handoff-events' | 'handoff-console';
  /** The service's folder under `dist/`. */
  readonly folder: 'control' | 'events' | 'console';
  readonly routes: readonly RouteEntry[];
}

const signed = (path: string): RouteEntry => ({ path, visibility: 'protected' });
const open = (path: string): RouteEntry => ({ path, visibility: 'public' });

/**
 * Which route runs in which Functions service. A service runs at most 30 invocations at a time, so what has a deadline
 * (voice, assignment, agent) is kept apart from Vapi's chatty events, and both from what anybody on the web can ask.
 */
export const SERVICES: readonly ServiceEntry[] = [
  {
    name: 'handoff-control',
    folder: 'control',
    routes: [
      signed('voice/inbound'),
      signed('voice/after-ai'),
      signed('voice/hold'),
      signed('voice/after-bridge'),
      signed('voice/held'),
      signed('voice/status'),
      signed('taskrouter/assignment'),
      signed('taskrouter/events'),
      signed('agent/whisper'),
      signed('agent/accept'),
      signed('agent/status'),
      signed('agent/after'),
      signed('agent/wait'),
      signed('conference/status'),
      signed('supervisor/join'),
      signed('supervisor/alone'),
      open('agent/context'),
      open('sweep'),
    ],
  },
  { name: 'handoff-events', folder: 'events', routes: [open('vapi/events')] },
  {
    name: 'handoff-console',
    folder: 'console',
    routes: [
      open('console'),
      open('console/sign-in'),
      open('console/sign-out'),
      open('console/oidc/start'),
      open('console/oidc/callback'),
      open('console/token'),
      open('console/context'),
      open('console/follow'),
      open('console/decline'),
      open('console/hold'),
      open('console/give-back'),
      open('console/hang-up'),
      open('console/note'),
      open('console/leave'),
      open('console/wrap-up'),
      open('console/board'),
      open('console/board/sign-in'),
      open('console/board/sign-out'),
      open('console/board/state'),
      open('console/board/call'),
      open('console/board/report'),
      open('console/board/listen'),
    ],
  },
];

/** The file of a route, under `functions/routes/` (`ts`) and in a build (`js`). */
export function routeFile({ path, visibility }: RouteEntry, extension: 'ts' | 'js'): string {
  return `${path}${visibility === 'protected' ? '.protected' : ''}.${extension}`;
}
