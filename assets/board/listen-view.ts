import { EARS, type Ear } from '../../functions/domain/supervision';
import { button, h, show } from '../shared/dom';
import { ask } from './api';
import { language, say, sayError } from './texts';

/** The phone rings this long, and a key is waited for. */
const CALLING_MS = 40_000;

/** Listen, whisper, barge: what the supervisor's phone does with a call. */
export class ListenView {
  readonly element = h('div', { class: 'listen', hidden: true });
  private call = '';
  private ear: Ear | undefined;
  private isBusy = false;
  private callingUntilMs = 0;
  private problem = '';
  private readonly status = h('p', { role: 'status', class: 'hint' });
  private readonly buttons: readonly HTMLButtonElement[];

  constructor() {
    const press = (ear: Ear | 'stop') => (): void => void this.ask(ear);
    this.buttons = [
      ...EARS.map((ear) =>
        button(say(`ear.${ear}`), press(ear), { id: `ear-${ear}`, 'aria-pressed': 'false' }),
      ),
      button(say('ear.stop'), press('stop'), { id: 'ear-stop' }),
    ];
    show(this.element, h('h3', {}, say('ear')), h('p', { class: 'acts' }, ...this.buttons), this.status);
  }

  /** `ear`: how the supervisor is in this call, as it is known. */
  render(call: string, isTalking: boolean, ear: Ear | undefined): void {
    if (call !== this.call) [this.call, this.callingUntilMs, this.problem] = [call, 0, ''];
    if (ear !== undefined || !isTalking) this.callingUntilMs = 0;
    this.ear = ear;
    this.element.hidden = !isTalking;
    this.draw();
  }

  private async ask(ear: Ear | 'stop'): Promise<void> {
    const { call } = this;
    this.isBusy = true;
    this.problem = '';
    this.draw();
    const { status, body } = await ask<{ listening?: string }>('listen', { call, ear, language });
    this.isBusy = false;
    if (call !== this.call) return;
    if (status !== 200) this.problem = body.error ?? 'try-again';
    else if (body.listening === 'calling') this.callingUntilMs = Date.now() + CALLING_MS;
    else this.ear = ear === 'stop' ? undefined : ear;
    this.draw();
  }

  private draw(): void {
    const isCalling = Date.now() < this.callingUntilMs;
    const [first] = EARS;
    for (const control of this.buttons) {
      const ear = EARS.find((one) => control.id === `ear-${one}`);
      if (ear) control.setAttribute('aria-pressed', String(ear === this.ear));
      // Nobody speaks in a call by mistake: at first it is listened to.
      const isWrong = this.ear === undefined && ear !== first;
      control.disabled = this.isBusy || isCalling || isWrong;
    }
    const text =
      this.problem !== ''
        ? sayError(this.problem)
        : isCalling
          ? say('ear.calling')
          : say(`ear.is.${this.ear ?? 'none'}`);
    this.status.className = this.problem === '' ? 'hint' : 'problem';
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}
