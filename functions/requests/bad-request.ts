/** A request that makes no sense; `message` is a static text that the sender may see. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}
