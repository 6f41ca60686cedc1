const NEARLY_PX = 8;

/** Draws a part anew: the last words stay in sight unless somebody has scrolled up, and what was unfolded stays so. */
export function keepingPlace(part: HTMLElement, draw: () => void): void {
  const before = part.querySelector('.turns');
  const isAtEnd = !before || before.scrollHeight - before.scrollTop - before.clientHeight < NEARLY_PX;
  const top = before?.scrollTop ?? 0;
  const isUnfolded = part.querySelector('details')?.open === true;
  draw();
  const turns = part.querySelector('.turns');
  if (turns) turns.scrollTop = isAtEnd ? turns.scrollHeight : top;
  const details = part.querySelector('details');
  if (details) details.open = isUnfolded;
}
