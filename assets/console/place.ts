const NEARLY_PX = 8;

/** Draws a part anew: the last words stay in sight unless somebody has scrolled up, and what was unfolded stays so. */
export function keepingPlace(part: HTMLElement, draw: () => void): void {
  const before = part.querySelector('.turns');
  const wasAtEnd = !before || isAtEnd(before);
  const top = before?.scrollTop ?? 0;
  const isUnfolded = part.querySelector('details')?.open === true;
  draw();
  const turns = part.querySelector('.turns');
  if (turns) turns.scrollTop = wasAtEnd ? turns.scrollHeight : top;
  if (turns && turns !== before) stayAtEnd(turns, wasAtEnd);
  const details = part.querySelector('details');
  if (details) details.open = isUnfolded;
}

/** The same when the page gets narrower, or a phone is turned. */
function stayAtEnd(turns: Element, begin: boolean): void {
  let stays = begin;
  turns.addEventListener('scroll', () => (stays = isAtEnd(turns)));
  new ResizeObserver(() => {
    if (stays) turns.scrollTop = turns.scrollHeight;
  }).observe(turns);
}

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: Element): boolean {
  return scrollHeight - scrollTop - clientHeight < NEARLY_PX;
}
