// Puts the views together: each is told of every change, and none knows of the others.

/** Tabs by the rules of ARIA: arrows move between them, and one panel is shown. */
function createTabs(label, tabs, onChoose) {
  const buttons = tabs.map(({ id, title }) => h('button', {
    type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}`, on: { click: () => onChoose(id) } }, h('span', {}, title)));
  const bar = h('div', { class: 'tabs', role: 'tablist', 'aria-label': label, on: { keydown: move } }, buttons);
  const panels = tabs.map(({ id, content }) => h('div', { class: `panel panel-${id}`, role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}` }, content));
  function move(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -9, End: 9 }[event.key];
    if (!step) return;
    const at = buttons.indexOf(document.activeElement);
    const next = Math.abs(step) === 9 ? (step < 0 ? 0 : tabs.length - 1) : (at + step + tabs.length) % tabs.length;
    event.preventDefault();
    onChoose(tabs[next].id);
    buttons[next].focus();
  }
  function choose(id) {
    tabs.forEach((tab, index) => {
      buttons[index].setAttribute('aria-selected', String(tab.id === id));
      buttons[index].tabIndex = tab.id === id ? 0 : -1;
      panels[index].hidden = tab.id !== id;
    });
  }
  return { bar, panels, choose, label: (id, words) => { buttons[tabs.findIndex((tab) => tab.id === id)].firstChild.textContent = words; } };
}

/** How many ties are readable at first in a window of this size. */
const readable = (width, height) => Math.round(Math.min(Math.max((width * height) / 11000, 24), 70));

/** The explorer: network, matrix and tables, the timeline, and the panel beside them. */
function mount(root, model) {
  const narrow = innerWidth < 900;
  const first = readable(narrow ? innerWidth : innerWidth - 430, narrow ? 460 : innerHeight - 260);
  const beginning = { ...DEFAULTS, ties: first, article: null };
  // Where nothing is told as having happened, the page does not open empty.
  if (!model.events.some((event) => event.light === 'happened')) beginning.lights = Object.keys(LIGHTS);
  const store = createStore(fromHash(location.hash, model, beginning));

  const live = h('div', { class: 'away', 'aria-live': 'polite', role: 'status' });
  const announce = (words) => { live.textContent = words; };
  const parts = { model, store, announce, first };
  const graph = createGraph(parts);
  const [matrix, list, timeline, filters, notice] = [createMatrix(parts), createList(parts), createTimeline(parts), createFilters(parts), createNotice(parts)];
  const [overview, events, reader, finder] = [createOverview(parts), createEvents(parts), createReader(parts), createSearch(parts)];

  const round = (label, words, press) => h('button', { type: 'button', 'aria-label': label, title: label, on: { click: press } }, words);
  const stage = h('div', { class: 'stage' }, graph.root,
    h('div', { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
      round('Nearer', '+', () => graph.zoom(1.4)), round('Farther', '−', () => graph.zoom(1 / 1.4)), round('Show all of it', '⤢', () => graph.fit())),
    legend(model),
    h('p', { class: 'away', id: 'network-help' }, 'Arrow keys go from actor to actor, Enter selects, Escape clears, plus and minus zoom, 0 shows everything. '
      + 'The tab “Table” has the same actors and ties as tables.'));
  const views = createTabs('View', [
    { id: 'network', title: 'Network', content: stage }, { id: 'matrix', title: 'Matrix', content: matrix.root }, { id: 'list', title: 'Table', content: list.root },
  ], (view) => store.set({ view }));
  const side = createTabs('Details', [
    { id: 'overview', title: 'Overview', content: overview.root }, { id: 'events', title: 'Events', content: events.root },
    { id: 'article', title: 'Article', content: reader.root },
  ], (panel) => store.set({ panel }));

  root.replaceChildren(
    h('div', { class: 'tools' }, finder.root, filters.root),
    h('main', { class: 'explorer' },
      h('section', { class: 'views', 'aria-label': 'Views' }, h('div', { class: 'views-head' }, views.bar, notice.root), views.panels, timeline.root),
      h('aside', { class: 'side', 'aria-label': 'Details' }, side.bar, side.panels)),
    live);

  let chosen = null;
  const DEPENDS = [...FILTERS, 'ties', 'actor', 'pair'];
  function update(state, old) {
    if (!chosen || !old || DEPENDS.some((name) => state[name] !== old[name])) chosen = choose(model, state);
    views.choose(state.view);
    side.choose(state.panel);
    const active = state.view === 'network' ? graph : state.view === 'matrix' ? matrix : list;
    active.update(state, chosen, old);
    for (const view of [timeline, filters, notice]) view.update(state, chosen);
    // Only the panel that is seen is drawn; all of them when printing.
    ({ overview, events, article: reader })[state.panel].update(state, chosen);
    const number = (state.actor?.events ?? state.pair?.events ?? model.events).filter((event) => chosen.events[event.index]).length;
    side.label('events', `Events (${number.toLocaleString('en-GB')})`);
    if (old) tellSelection(state, old, number);
    const article = state.panel === 'article' && (state.event !== old?.event || state.article !== old?.article || old?.panel !== 'article');
    if (article) requestAnimationFrame(reader.reveal);
    if (old && state.panel !== old.panel || state.actor !== old?.actor || state.pair !== old?.pair) side.panels.forEach((panel) => { if (!article) panel.scrollTop = 0; });
    writeAddress(state);
  }

  function tellSelection(state, old, number) {
    if (state.event && state.event !== old.event) announce(`Event: ${sentenceParts(state.event).join('').slice(0, 300)}`);
    else if (state.actor && state.actor !== old.actor) announce(`${shortName(state.actor.name)} selected, ${count(number, 'event')}`);
    else if (state.pair && state.pair !== old.pair) announce(`Tie between ${shortName(state.pair.a.name)} and ${shortName(state.pair.b.name)} selected, ${count(number, 'event')}`);
  }

  let written = location.hash;
  function writeAddress(state) {
    const hash = toHash(state, beginning);
    if (hash === written || (!hash && !location.hash)) return;
    written = hash;
    // Not a new entry for every step of a slider: "back" leaves the page as the reader expects.
    history.replaceState(null, '', hash || location.pathname + location.search);
  }
  addEventListener('hashchange', () => {
    if (location.hash === written) return;
    written = location.hash;
    store.set(fromHash(location.hash, model, beginning));
  });
  addEventListener('keydown', (event) => {
    const typing = /^(?:INPUT|SELECT|TEXTAREA)$/u.test(event.target.tagName) && event.target.type !== 'checkbox';
    if (event.key === '/' && !typing) {
      event.preventDefault();
      finder.input.focus();
    }
    if (event.key === 'Escape' && !typing && event.target !== graph.canvas) store.set(select.none());
  });
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.printing = 'yes';
    const state = store.get();
    overview.update(state, chosen);
    events.update(state, chosen, { all: true });
    reader.update(state, chosen);
    graph.recolor();
    graph.paint();
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.printing;
    graph.recolor();
    update(store.get());
  });
  store.subscribe(update);
  update(store.get());
  return { store, model, graph, chosen: () => chosen, recolor: graph.recolor };
}

function legend(model) {
  const types = typesOf(model);
  return h('div', { class: 'legend', 'aria-hidden': 'true' },
    ['cooperation', 'conflict', 'mixed'].map((sign) => h('span', { class: `sign-${sign}` }, signGlyph(sign), ` ${sign === 'mixed' ? 'both' : signWords(sign)}`)),
    types.map((type) => h('span', {}, typeGlyph(type), ` ${typeWord(type)}`)));
}

/** Types of the actors that there are, in the usual order. */
function typesOf(model) {
  return [...Object.keys(TYPE_WORDS), 'Unknown'].filter((type) => model.actors.some((actor) => actor.type === type));
}

/** Light, dark, or as the system has it. */
function themeSwitch(changed) {
  const themes = ['auto', 'light', 'dark'];
  const signs = { auto: '◐', light: '☀', dark: '☾' };
  const root = document.documentElement;
  const button = h('button', { type: 'button', class: 'theme', on: { click: () => set(themes[(themes.indexOf(root.dataset.theme) + 1) % 3]) } });
  function set(theme) {
    root.dataset.theme = theme;
    button.textContent = signs[theme];
    const words = theme === 'auto' ? 'Colours as the system has them' : theme === 'light' ? 'Light colours' : 'Dark colours';
    button.setAttribute('aria-label', `${words}; press for others`);
    button.title = words;
    changed();
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => changed());
  set('auto');
  return button;
}
