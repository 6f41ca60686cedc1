/** The languages in which the default persona talks. */
export type SpokenLanguage = 'en' | 'es';

const SPANISH =
  /[¿¡ñ]|\b(hola|quiero|quisiera|necesito|hablar|una persona|por favor|gracias|ayuda|adi[oó]s|factura|pedido|buenos d[ií]as|s[ií])\b/i;

/** Spanish where the caller's words are Spanish, English otherwise. */
export function languageOf(words: string): SpokenLanguage {
  return SPANISH.test(words) ? 'es' : 'en';
}

export const WORDS: Record<
  SpokenLanguage,
  Record<'goodbye' | 'goOn' | 'waiting' | 'thanks' | 'greeting', string>
> = {
  en: {
    goodbye: 'Thank you for calling. Goodbye.',
    goOn: 'I see. Please tell me a little more about that.',
    waiting: 'I am still looking for a colleague. Thank you for waiting.',
    thanks: 'Thank you for your patience.',
    greeting: 'Hello, how can I help you?',
  },
  es: {
    goodbye: 'Gracias por llamar. Adiós.',
    goOn: 'Entiendo. Cuénteme un poco más, por favor.',
    waiting: 'Sigo buscando a un compañero. Gracias por esperar.',
    thanks: 'Gracias por su paciencia.',
    greeting: 'Hola, ¿en qué puedo ayudarle?',
  },
};
