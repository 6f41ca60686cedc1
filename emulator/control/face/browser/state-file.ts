import { the } from './dom';

/** Everything as one file: saved by a link, restored from a file that somebody chooses. Every page then begins anew. */
export function restoreFromFile(): void {
  const input = the('restore') as HTMLInputElement;
  const refused = the('refused');
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (!file) return;
    refused.hidden = true;
    void restore(file)
      .catch((error: unknown) => {
        refused.textContent = `${file.name} is not restored: ${error instanceof Error ? error.message : String(error)}`;
        refused.hidden = false;
      })
      // The same file may be chosen again.
      .finally(() => (input.value = ''));
  });
}

async function restore(file: File): Promise<void> {
  const answer = await fetch('/_emulator/snapshot', { method: 'POST', body: await file.text() });
  if (answer.ok) return;
  const { message } = (await answer.json()) as { message?: string };
  throw new Error(message ?? `the emulator answered ${answer.status}`);
}
