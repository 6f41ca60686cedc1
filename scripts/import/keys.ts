/** A short name of small letters, digits and hyphens for something that people named freely; never one that is taken. */
export function uniqueKey(name: string, taken: Set<string>): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = /^[a-z]/.test(plain) ? plain : `q-${plain}`.replace(/-$/, '');
  let key = base;
  for (let count = 2; taken.has(key); count += 1) key = `${base}-${count}`;
  taken.add(key);
  return key;
}
