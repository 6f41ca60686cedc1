type Same = (a: unknown, b: unknown) => boolean;

export interface Difference {
  /** As the engine writes paths: `configuration.task_routing.filters[0].expression`. */
  readonly path: string;
  readonly kind: 'add' | 'update' | 'delete';
}

/** Where two values of a property differ, as deep as they have the same shape. */
export function differences(path: string, old: unknown, wanted: unknown, same: Same): Difference[] {
  if (same(old, wanted)) return [];
  if (Array.isArray(old) && Array.isArray(wanted)) {
    return Array.from({ length: Math.max(old.length, wanted.length) }, (_, index) =>
      differences(`${path}[${index}]`, old[index], wanted[index], same),
    ).flat();
  }
  if (isRecord(old) && isRecord(wanted)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
    return names.flatMap((name) => differences(inside(path, name), old[name], wanted[name], same));
  }
  return [{ path, kind: old === undefined ? 'add' : wanted === undefined ? 'delete' : 'update' }];
}

function inside(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
