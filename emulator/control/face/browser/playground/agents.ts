import { ask, get, type WorkerRow } from '../api';
import { h } from '../dom';
import type { LiveCall } from './live';
import { button, keepingFocus, Phone } from './phone';
import { setOnDuty } from './twilio';

/** What an agent does who needs nobody at the phone. */
const BY_ITSELF = {
  does: 'takes',
  ringMs: 2500,
  then: [
    { hear: 'human', withinMs: 600_000 },
    { say: 'I see. I will take care of that for you.' },
    { hear: 'human', withinMs: 600_000 },
    { say: 'You are welcome. Goodbye.' },
    { waitMs: 1000 },
    { hangUp: true },
  ],
} as const;

/** The agents' telephones, for whoever plays both sides. */
export class Agents {
  readonly element = h('section', { id: 'agents', 'aria-labelledby': 'agents-title' });
  private readonly desks = new Map<string, Desk>();
  private readonly calls = new Map<string, LiveCall | undefined>();
  /** Who works here is known: everybody else is no agent. */
  private isKnown = false;
  private readonly none = h('p', { class: 'dim' }, 'Nobody works here yet.');

  constructor(
    private readonly isReadOut: () => boolean,
    private readonly openPage: (agent: string) => void,
  ) {
    this.element.append(h('h2', { id: 'agents-title' }, 'The agents’ phones'), this.none);
  }

  /** The name of the agent who has this number. */
  nameOf(number: string): string | undefined {
    return this.desks.get(number)?.name;
  }

  person(number: string, call: LiveCall | undefined): void {
    this.calls.set(number, call);
    // Anybody else who is rung, such as a supervisor who listens, has a phone here too.
    const isRung = this.isKnown && call?.to === number && call.state !== 'ended';
    (isRung ? this.desk(number, 'Somebody') : this.desks.get(number))?.show(call);
  }

  async refresh(): Promise<void> {
    const { workers } = await get<{ workers: WorkerRow[] }>('workers');
    this.none.hidden = workers.length > 0;
    for (const worker of [...workers].sort((a, b) => a.friendlyName.localeCompare(b.friendlyName))) {
      const { contact_uri: number } = worker.attributes as { contact_uri?: unknown };
      if (typeof number !== 'string') continue;
      this.desk(number, 'Caller').work(worker);
    }
    this.isKnown = workers.length > 0;
  }

  /** `others`: whose voices are heard there. */
  private desk(number: string, others: string): Desk {
    const known = this.desks.get(number);
    if (known) return known;
    const desk = new Desk(number, others, this.isReadOut, this.openPage);
    this.desks.set(number, desk);
    this.element.append(desk.element);
    desk.show(this.calls.get(number));
    return desk;
  }
}

/** One agent: on duty or not, and a telephone that rings. */
class Desk {
  readonly element: HTMLElement;
  private readonly phone: Phone;
  private readonly title = h('h3', {});
  private readonly duty = button('', () => this.changeDuty());
  private readonly answer = button('Answer', () => this.phone.act({ answer: 'human' }), 'primary');
  private readonly refuse = button('Refuse', () => this.phone.act({ refuse: 'busy' }), 'danger');
  private readonly take = button('1  take the call', () => this.press('1'), 'primary');
  private readonly decline = button('2  decline', () => this.press('2'));
  private readonly giveBack = button('*  back to the AI', () => this.phone.act({ press: '*' }));
  private readonly page: HTMLButtonElement;
  private readonly byItself: HTMLInputElement;
  private worker: WorkerRow | undefined;
  /** Pressed before anybody listened for it. */
  private early: string | undefined;

  constructor(
    private readonly number: string,
    others: string,
    isReadOut: () => boolean,
    openPage: (agent: string) => void,
  ) {
    this.page = button('Page', () => openPage(this.name), 'page');
    const voices = { own: 'You', ai: 'AI', human: others, announcement: 'Whisper' };
    this.phone = new Phone(() => number, voices, isReadOut);
    this.byItself = h('input', { type: 'checkbox' });
    this.byItself.addEventListener('change', () => this.behave());
    const { screen, problem, conversation, mouth, keypad, hangUp } = this.phone;
    this.element = h(
      'article',
      { class: 'desk' },
      h('div', { class: 'acts' }, this.title, this.page, this.duty),
      h('div', { class: 'acts' }, screen, this.answer, this.refuse, hangUp),
      problem,
      conversation.element,
      h('div', { class: 'acts' }, this.take, this.decline, this.giveBack),
      mouth.element,
      keypad,
      h('label', { class: 'check' }, this.byItself, 'Answers by itself'),
    );
    this.title.textContent = number;
    this.element.setAttribute('aria-label', `Phone ${number}`);
    this.duty.hidden = true;
    this.page.hidden = true;
    this.show(undefined);
  }

  get name(): string {
    return this.worker?.friendlyName ?? this.number;
  }

  work(worker: WorkerRow): void {
    if (!this.worker) this.phone.keypad.open = false;
    this.worker = worker;
    this.page.hidden = false;
    this.title.textContent = worker.friendlyName;
    this.duty.hidden = false;
    this.page.setAttribute('aria-label', `${worker.friendlyName}’s page`);
    this.element.setAttribute('aria-label', `${worker.friendlyName}’s phone`);
    this.phone.conversation.element.setAttribute('aria-label', `What ${worker.friendlyName} hears and says`);
    this.duty.textContent = worker.isAvailable ? 'On duty' : 'Off duty';
    this.duty.setAttribute('aria-pressed', String(worker.isAvailable));
    this.element.classList.toggle('off', !worker.isAvailable);
  }

  show(call: LiveCall | undefined): void {
    keepingFocus(
      this.element,
      () => this.draw(call),
      () => [this.answer, this.take, this.phone.mouth.words, this.duty],
    );
    this.pressEarly();
  }

  private draw(call: LiveCall | undefined): void {
    const rings = call?.state === 'ringing';
    const isTalking = call?.state === 'in-progress';
    if (!isTalking) this.early = undefined;
    const hasPressed = call?.conversation.some(({ who, text }) => who === 'key' && text !== '*') ?? false;
    this.phone.show(call);
    this.phone.hangUp.hidden = !isTalking;
    this.element.classList.toggle('rings', rings);
    this.element.classList.toggle('idle', !rings && !isTalking);
    this.answer.hidden = !rings;
    this.refuse.hidden = !rings;
    const isAgent = this.worker !== undefined;
    this.take.hidden = !isAgent || !isTalking || hasPressed;
    this.decline.hidden = this.take.hidden;
    this.giveBack.hidden = !isAgent || !isTalking || !hasPressed;
    // Whoever else is rung is told which keys there are.
    if (!isAgent) this.phone.keypad.open = true;
  }

  /** Keys count from the first word of the whisper on; one that comes before it waits for it. */
  private press(key: string): void {
    this.early = key;
    this.pressEarly();
  }

  private pressEarly(): void {
    const isAsked = this.phone.call?.conversation.some(({ who }) => who === 'announcement') ?? false;
    if (this.early === undefined || !isAsked) return;
    this.phone.act({ press: this.early });
    this.early = undefined;
  }

  private changeDuty(): void {
    if (this.worker) void this.phone.tried(setOnDuty(this.worker, !this.worker.isAvailable));
  }

  private behave(): void {
    const behaviour = this.byItself.checked ? BY_ITSELF : { does: 'never-answers' };
    void this.phone.tried(ask('PUT', `people/${encodeURIComponent(this.number)}`, behaviour));
  }
}
