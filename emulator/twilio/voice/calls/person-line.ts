import type { Clock } from '../../../core/clock';
import type { Heard, Line, LineState, Utterance } from '../../../core/ports';
import { soundKey } from '../audio/keys';
import type { Sound, Switchboard } from '../audio/switchboard';
import type { AudioLedger, EndSpan } from '../ledger/audio-ledger';
import type { Call } from './call';

interface Speech {
  readonly sound: Sound;
  readonly stop: () => void;
}

/** The phone at the end of a leg, as the person who holds it uses it. */
export class PersonLine implements Line {
  private speech: Speech | undefined;
  private endOwnTurn: EndSpan | undefined;

  constructor(
    private readonly call: Call,
    private readonly clock: Clock,
    private readonly switchboard: Switchboard,
    private readonly ledger: AudioLedger,
  ) {
    call.onEnd(() => {
      this.speech?.stop();
      this.ownTurn(false);
    });
  }

  get callSid(): string {
    return this.call.sid;
  }
  get from(): string {
    return this.call.from;
  }
  get to(): string {
    return this.call.to;
  }

  answer(by: 'human' | 'machine' = 'human'): void {
    if (this.call.direction === 'inbound') throw new Error('this phone did not ring: its owner dialled');
    this.call.answer(by);
  }

  refuse(how: 'busy' | 'failed'): void {
    if (this.call.direction === 'inbound') throw new Error('this phone did not ring: its owner dialled');
    if (this.call.status === 'ringing') this.call.end(how, 'refused by the called person');
  }

  speak(utterance: Utterance, done: () => void): void {
    if (this.call.status !== 'in-progress') return;
    this.speech?.stop();
    const { call } = this;
    const sound = this.switchboard.speak(call.sid, utterance.text);
    call.note('person.speaks', { text: utterance.text, durationMs: utterance.durationMs });
    const listener = call.speechListener;
    const finish = (): void => {
      cancel();
      sound.stop();
      this.speech = undefined;
      if (call.speechListener === listener) listener?.finished(utterance);
    };
    const cancel = this.clock.after(utterance.durationMs, () => {
      finish();
      done();
    });
    this.speech = { sound, stop: finish };
    listener?.started(utterance);
  }

  ownTurn(on: boolean): void {
    this.endOwnTurn?.();
    this.endOwnTurn = on ? this.ledger.does(this.call.sid, { does: 'own-turn', text: undefined }) : undefined;
  }

  press(digits: string): void {
    const exchange = { switchboard: this.switchboard, ctx: { clock: this.clock } };
    for (const digit of digits) {
      if (this.call.status !== 'in-progress') return;
      soundKey(exchange, this.call.sid, digit);
      this.call.press(digit);
    }
  }

  hangUp(): void {
    this.leave('hung up by the person');
  }

  breakOff(): void {
    this.leave('the line broke');
  }

  onHear(listener: (heard: Heard) => void): void {
    this.call.onHear(listener);
  }

  onState(listener: (state: LineState) => void): void {
    this.call.onState(listener);
  }

  private leave(how: string): void {
    this.call.end(this.call.status === 'in-progress' ? 'completed' : 'canceled', how);
  }
}
