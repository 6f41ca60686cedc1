/** What exists in the emulator under test, by the folder of its path and by the prefix of its SID. */
export class KnownObjects {
  private readonly byFolder = new Map<string, string[]>();
  private readonly byPrefix = new Map<string, string[]>();

  constructor(accountSid: string) {
    this.byFolder.set('api.twilio.com/Accounts', [accountSid]);
    this.byPrefix.set('AC', [accountSid]);
    this.byFolder.set('api.twilio.com/AvailablePhoneNumbers', ['US']);
  }

  /** Notes what an answer says about something that was made at this address (`/<host>/<path>`). */
  learn(address: string, body: unknown): void {
    const made = body as { sid?: unknown; id?: unknown; key?: unknown; index?: unknown };
    const parts = (address.split('?')[0] ?? '').split('/');
    const folder = kindOf(parts[1] ?? '', parts.at(-1)?.replace('.json', '') ?? '');
    const name = made.sid ?? made.id ?? made.key ?? made.index;
    if (typeof name !== 'string' && typeof name !== 'number') return;
    put(this.byFolder, folder, String(name));
    if (typeof made.sid === 'string') put(this.byPrefix, made.sid.slice(0, 2), made.sid);
  }

  /** The nth object of a folder; the first of each kind, on which the others hang, is never one to be deleted. */
  inFolder(host: string, folder: string, n: number, method: string): string {
    const all = this.byFolder.get(kindOf(host, folder)) ?? [];
    if (method !== 'DELETE') return all[n % Math.max(1, all.length)] ?? 'none';
    return all.length > 1
      ? (all[1 + (n % (all.length - 1))] ?? 'none')
      : (all[0] ?? 'none').replace(/.$/, '0');
  }

  /** The first object of a kind, or a SID that nothing has. */
  readonly sid = (prefix: string): string => this.byPrefix.get(prefix)?.[0] ?? prefix + '0'.repeat(32);
}

/** Files are uploaded to a host of their own. */
function kindOf(host: string, folder: string): string {
  return `${host.replace('-upload', '')}/${folder}`;
}

function put(map: Map<string, string[]>, key: string, value: string): void {
  const all = map.get(key);
  if (!all) map.set(key, [value]);
  else if (!all.includes(value)) all.push(value);
}
