/** The generated parser as its one caller sees it; `parse.ts` gives the result its types. */
export class SyntaxError extends globalThis.SyntaxError {
  readonly expected: readonly { readonly type: string; readonly text?: string; readonly description?: string }[] | null;
  readonly location: { readonly start: { readonly offset: number; readonly line: number; readonly column: number } };
}
export function parse(text: string, options: { startRule: 'Statement' | 'Name' }): unknown;
