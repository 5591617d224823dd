// The explorer on a server: its data come from there.

(async () => {
  const root = document.getElementById('explorer');
  try {
    const answer = await fetch('/api/dossier', { headers: { Accept: 'application/json' } });
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.detail ?? `The server answered ${answer.status}.`);
    const model = prepare(json);
    if (!model.events.length) {
      root.replaceChildren(h('p', { class: 'wait' }, 'The graph tells of no event yet.'));
    } else {
      const page = { explorer: null };
      document.getElementById('head').append(h('div', { class: 'head-tools' }, themeSwitch(() => page.explorer?.recolor())));
      page.explorer = mount(root, model);
    }
  } catch (error) {
    root.replaceChildren(h('p', { class: 'wait', role: 'alert' }, `The network could not be drawn. ${clean(error.message)}`));
  }
  document.documentElement.classList.add('ready');
})();
