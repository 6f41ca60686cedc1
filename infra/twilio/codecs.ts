/** How a value travels in Twilio's forms and answers. */
export interface Codec {
  encode(value: unknown): string;
  /** Of a field of an answer; undefined for one that is not set. */
  decode(field: unknown): unknown;
}

/** Texts, numbers and booleans as they are. */
export const scalar: Codec = {
  encode: String,
  decode: (field) => (field === null || field === '' ? undefined : field),
};

/** An object, sent and answered as JSON text. */
export const json: Codec = {
  encode: (value) => JSON.stringify(value),
  decode: (field) => {
    if (typeof field !== 'string') return field ?? undefined;
    try {
      return JSON.parse(field) as unknown;
    } catch {
      return field;
    }
  },
};

/** A list of words, sent and answered with commas between. */
export const commaList: Codec = {
  encode: (value) => (value as readonly string[]).join(','),
  decode: (field) =>
    typeof field === 'string' && field !== '' ? field.split(',').map((word) => word.trim()) : undefined,
};

/** A number that Twilio answers as text. */
export const numeric: Codec = {
  encode: String,
  decode: (field) => (field === null || field === undefined || field === '' ? undefined : Number(field)),
};
