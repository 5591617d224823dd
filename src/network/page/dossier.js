// The dossier: one file, opened from a disk. What it shows stands in the page itself.

{
  const model = prepare(JSON.parse(document.getElementById('data').textContent));
  document.title = `${shortName(model.title, 120)} – dossier`;
  const page = { explorer: null };
  const range = model.articles.map((article) => article.day).filter((day) => day !== null);
  const [from, until] = range.length ? [Math.min(...range), Math.max(...range)] : [null, null];
  const about = [count(model.articles.length, 'article'), count(model.events.length, 'event'), count(model.actors.length, 'actor'),
    from !== null && spanWords(from, until)].filter(Boolean).join(' · ');
  document.getElementById('head').replaceChildren(
    h('div', {}, h('h1', { dir: 'auto' }, shortName(model.title, 160)), h('p', {}, about)),
    h('div', { class: 'head-tools' },
      h('button', { type: 'button', on: { click: () => print() } }, 'Print'),
      themeSwitch(() => page.explorer?.recolor())));
  page.explorer = mount(document.getElementById('explorer'), model);
  document.getElementById('made').textContent = `Read by ${clean(model.made)}. Each event leads to the sentence that tells it; machines misread: read the sentence before you quote the event.`;
  document.documentElement.classList.add('ready');
}
