/** What a page's headers and document let through that they should not; none: no script or style can be put into it. */
export function strictPage(headers: Headers, html: string): string[] {
  const policy = headers.get('content-security-policy') ?? '';
  const directives = new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  const wanted = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return [
    ...Object.entries(wanted).flatMap(([name, sources]) =>
      directives.get(name) === sources ? [] : [`${name} is ${directives.get(name)}`],
    ),
    ...(html.match(/<script(?![^>]* src=)[^>]*>|<style|\s(style|on\w+)=|javascript:/g) ?? []),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['types are guessed']),
  ];
}
