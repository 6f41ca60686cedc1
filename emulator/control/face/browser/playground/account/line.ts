/** A telephone line within the page. */
export type LineState = 'idle' | 'ringing' | 'on' | 'over';

export interface Line {
  /** Begins the call; what becomes of it is told. */
  call(): Promise<void>;
  press(key: string): void;
  mute(isOn: boolean): void;
  hangUp(): void;
}

/** What `POST /_emulator/phone` answers with. */
export interface PhonePlace {
  readonly token: string;
  /** Of a local platform that stands in for the account. */
  readonly standIn?: { readonly controls: string; readonly dials: string };
}

/** What becomes of a call that was begun. `problem`: what went wrong. */
export type Told = (state: LineState, problem?: string) => void;
