import type { Context } from 'hono';
import { TwilioError } from './twilio-error';

/** The form parameters of a request as Twilio reads them: names are PascalCase, repeated names keep every value. */
export class Form {
  constructor(private readonly params: URLSearchParams) {}

  static async of(c: Context): Promise<Form> {
    return new Form(new URLSearchParams(await c.req.text()));
  }

  has(name: string): boolean {
    return this.params.has(name);
  }

  get(name: string): string | undefined {
    return this.params.get(name) ?? undefined;
  }

  all(name: string): string[] {
    return this.params.getAll(name);
  }

  /** A text of at most `longest` characters; a longer one is refused with code 20001. */
  short(name: string, longest: number): string | undefined {
    const text = this.get(name);
    if (text !== undefined && text.length > longest)
      throw TwilioError.badRequest(`${name} is longer than ${longest} characters`);
    return text;
  }

  integer(name: string): number | undefined {
    const text = this.get(name);
    return text === undefined || text === '' ? undefined : Number.parseInt(text, 10);
  }

  /** An absolute URL, or empty to take one away; anything else is refused with code 20001. */
  url(name: string): string | undefined {
    const text = this.get(name);
    if (text && !(/^https?:\/\/\S+$/.test(text) && URL.canParse(text)))
      throw TwilioError.badRequest(`${name} is not a valid URL`);
    return text;
  }

  /** Twilio takes `true`, `1` and `yes` for true and everything else for false. */
  boolean(name: string): boolean | undefined {
    const text = this.get(name);
    return text === undefined ? undefined : /^(true|1|yes)$/i.test(text);
  }
}
