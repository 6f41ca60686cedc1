export { Service } from './service';
export { Document } from './document';
export { Map } from './map';
export { List } from './list';
