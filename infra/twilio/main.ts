import { serveProvider } from '../provider-kit/provider-process';
import { version } from './package.json';
import { twilioProvider } from './provider';

serveProvider(twilioProvider, version);
