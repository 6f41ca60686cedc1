import type { OutboundCallRequest } from '../core/ports';
import type { VapiBehaviour } from './behaviour';

/** What an emulated Vapi organisation is made of. */
export interface VapiOptions {
  /** The private key: lets everything of the REST API in (`Authorization: Bearer`). */
  readonly apiKey: string;
  /** Lets web calls and an authenticated control URL in. */
  readonly publicKey?: string;
  readonly behaviour?: Partial<VapiBehaviour>;
  /** `http://127.0.0.1:PORT` of the emulator, when control URLs are to lead there and not to the real host. */
  readonly emulatorUrl?: () => string;
  /** Places a call by the imported number's Twilio account and answers with its CallSid; without it such calls are 501. */
  readonly dial?: (
    request: Pick<OutboundCallRequest, 'to' | 'from' | 'twiml' | 'statusCallback' | 'statusCallbackEvents'>,
  ) => string;
  /** A Twilio number was imported: Vapi overwrites its voice URL. */
  readonly numberImported?: (number: { phoneNumber: string; voiceUrl: string }) => void;
}

/** Where calls live: control, listening and media. */
export const CALL_HOST = 'phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai';
export const API_HOST = 'api.vapi.ai';
/** The voice URL that Vapi gives to an imported Twilio number. */
export const INBOUND_URL = `https://${API_HOST}/twilio/inbound_call`;
/** Where Twilio tells how far a call is that Vapi has dialled. */
export const STATUS_URL = `https://${API_HOST}/twilio/status`;
