/** A number as it is written in its country; of other countries as it is dialled. */
export function nationalFormat(e164: string): string {
  return e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
