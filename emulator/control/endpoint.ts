import type { Context } from 'hono';
import type { z } from 'zod';

/** One route under `/_emulator`. The list of all of them is the API's documentation: `GET /_emulator`. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without `/_emulator`. */
  readonly path: string;
  readonly about: string;
  /** Query parameters and what each is. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  /** A body that is accepted. */
  readonly example?: unknown;
  answer(c: Context, body: unknown): Response | Promise<Response>;
}

type Typed<Body extends z.ZodType> = Omit<Endpoint, 'answer' | 'body' | 'example'> & {
  readonly body: Body;
  readonly example: z.input<Body>;
  answer(c: Context, body: z.output<Body>): Response | Promise<Response>;
};

/** A route that takes a body: `answer` gets it checked. */
export function taking<Body extends z.ZodType>(typed: Typed<Body>): Endpoint {
  return { ...typed, answer: (c, body) => typed.answer(c, body as z.output<Body>) };
}
