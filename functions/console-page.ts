export interface Page {
  /** Until the page's own words are there. */
  readonly title: string;
  /** Where its scripts and styles are, from the document. */
  readonly assets: string;
  /** Of the folder of its assets. */
  readonly name: string;
  /** The addresses that it speaks with besides its own. */
  readonly channels: readonly string[];
  /** Calls can be answered on it, by Twilio's Voice SDK. */
  readonly isTelephone?: boolean;
  /** One can sign in at an OpenID provider. */
  readonly hasProvider?: boolean;
}

/**
 * What the Voice SDK loads and speaks with.
 * Source: https://www.twilio.com/docs/voice/sdks/javascript/best-practices#working-with-content-security-policy-csp
 */
export const VOICE_SOUNDS = 'https://media.twiliocdn.com https://sdk.twilio.com';
export const VOICE_CONNECTS = `https://eventgw.twilio.com wss://voice-js.roaming.twilio.com ${VOICE_SOUNDS}`;

/**
 * The document of a page: scripts and styles come from the service's assets, texts from the scripts. Assets have no
 * headers of ours, so the document is a Function's: only that way its policy also says who may frame it.
 */
export function pageOf({ title, assets, name, channels, isTelephone = false, hasProvider = false }: Page): {
  html: string;
  headers: Record<string, string>;
} {
  const origins = channels.map((url) => new URL(url).origin);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${["'self'", ...origins, ...(isTelephone ? [VOICE_CONNECTS] : [])].join(' ')}`,
    ...(isTelephone ? [`media-src 'self' mediastream: ${VOICE_SOUNDS}`] : []),
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    html: documentOf(title, `${assets}${name}`, name, hasProvider),
    headers: {
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}

const documentOf = (
  title: string,
  folder: string,
  name: string,
  hasProvider: boolean,
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${folder}/${name}.css">
<script type="module" src="${folder}/main.js"></script>
</head>
<body>
<div id="page"${hasProvider ? ' data-provider' : ''}></div>
<div id="news" role="status" aria-live="polite"></div>
</body>
</html>
`;
