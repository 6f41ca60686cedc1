/** The kinds of number that have a list of their own below `IncomingPhoneNumbers`. */
export const KINDS = ['Local', 'Mobile', 'TollFree'] as const;
export type Kind = (typeof KINDS)[number];

/** North American toll-free area codes. */
export const TOLL_FREE = ['800', '833', '844', '855', '866', '877', '888'];

/** What a number is by its digits; whether one outside North America is mobile cannot be seen. */
export function kindOf(e164: string): Kind {
  return e164.startsWith('+1') && TOLL_FREE.includes(e164.slice(2, 5)) ? 'TollFree' : 'Local';
}
