import { providerClass } from '../provider-kit/provider-class';
import { vapiProvider } from './provider';

/** Key and address of Vapi for the resources that are given this provider. */
export class Provider extends providerClass(vapiProvider) {}
