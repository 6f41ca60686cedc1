import { serveProvider } from '../provider-kit/provider-process';
import { version } from './package.json';
import { vapiProvider } from './provider';

serveProvider(vapiProvider, version);
