import { h, the } from '../dom';

/** Tabs over these panels, the first one chosen. Answers with the tabs. */
export function openTabs(panels: readonly (readonly [name: string, panel: HTMLElement])[]): HTMLElement[] {
  const choose = (chosen: number): void =>
    panels.forEach(([, panel], index) => {
      panel.hidden = index !== chosen;
      tabs[index]?.setAttribute('aria-selected', String(index === chosen));
      if (tabs[index]) tabs[index].tabIndex = index === chosen ? 0 : -1;
    });
  const tabs = panels.map(([name, panel], index) => {
    const tab = h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${index}`, 'aria-controls': panel.id },
      name,
    );
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => choose(index));
    tab.addEventListener('keydown', ({ key }) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1 }[key];
      if (to === undefined) return;
      choose((to + panels.length) % panels.length);
      tabs[(to + panels.length) % panels.length]?.focus();
    });
    return tab;
  });
  the('tabs').append(...tabs);
  choose(0);
  return tabs;
}
