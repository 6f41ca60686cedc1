import { providerClass } from '../provider-kit/provider-class';
import { twilioProvider } from './provider';

/** Credentials and address of Twilio for the resources that are given this provider. */
export class Provider extends providerClass(twilioProvider) {}
