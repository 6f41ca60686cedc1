/**
 * The document of the agent's page: scripts and styles come from the service's assets, texts from the scripts. Assets
 * have no headers of ours, so the document is a Function's: only that way its policy also says who may frame it.
 * `channel`: the addresses that the page speaks with besides its own.
 */
export function consolePage(channel: { readonly http: string; readonly webSocket: string }): {
  html: string;
  headers: Record<string, string>;
} {
  const origins = [channel.http, channel.webSocket].map((url) => new URL(url).origin);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${origins.join(' ')}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    html: HTML,
    headers: {
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Calls</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="console/console.css">
<script type="module" src="console/main.js"></script>
</head>
<body>
<div id="page"></div>
<div id="news" role="status" aria-live="polite"></div>
</body>
</html>
`;
