// What is left out, and the words that say so.

const resetFilters = () => Object.fromEntries(FILTERS.map((name) => [name, DEFAULTS[name]]));

/** The bar of filters. */
function createFilters({ model, store }) {
  const root = h('div', { class: 'filters', role: 'group', 'aria-label': 'Filters' });
  const counts = (test) => model.events.filter(test).length;
  const has = (list, item) => !list || list.includes(item);
  /** A list with an item more or less; null when all are in it again. */
  const toggled = (list, item, all) => {
    const next = all.filter((other) => (other === item ? !has(list, item) : has(list, other)));
    return next.length === all.length ? null : next;
  };

  const signs = ['cooperation', 'conflict'].map((sign) => h('button', {
    type: 'button', class: `chip sign-${sign}`, 'data-sign': sign,
    on: { click: () => { const next = toggled(store.get().signs, sign, ['cooperation', 'conflict']); store.set({ signs: next ?? DEFAULTS.signs }); } },
  }, signGlyph(sign), ` ${signWords(sign)}`));

  const box = (words, note, checked, change) => h('label', {},
    h('input', { type: 'checkbox', checked, on: { change } }), h('span', {}, words), h('span', { class: 'number' }, note));

  const pop = (name, title, content) => {
    const summary = h('summary', {}, h('span', {}, title));
    const panel = h('div', { class: 'pop', role: 'group', 'aria-label': title }, content);
    const details = h('details', { class: 'filter', 'data-filter': name }, summary, panel);
    return { details, summary, panel };
  };

  const lights = pop('lights', 'Status', [
    h('p', { class: 'quiet' }, 'What the text says of an event'),
    Object.entries(LIGHTS).map(([light, words]) => [light, words, counts((event) => event.light === light)]).filter(([, , number]) => number)
      .map(([light, words, number]) => box(words, number, false, (change) => {
        const now = store.get().lights;
        store.set({ lights: Object.keys(LIGHTS).filter((other) => (other === light ? change.target.checked : now.includes(other))) });
      })),
    h('hr'),
    box('only what the article says in its own words', counts((event) => !event.alleged), false, (change) => store.set({ own: change.target.checked })),
  ]);
  const rootIds = model.roots.map((root_) => root_.id);
  const kinds = pop('roots', 'Kinds of events', [
    h('p', { class: 'both' }, h('button', { type: 'button', class: 'plain', on: { click: () => store.set({ roots: null }) } }, 'All'),
      h('button', { type: 'button', class: 'plain', on: { click: () => store.set({ roots: [] }) } }, 'None')),
    model.roots.map((root_) => box([h('span', { class: `sign-${root_.sign}` }, signGlyph(root_.sign)), ` ${clean(root_.id)}`,
      h('span', { class: 'quiet' }, ` ${shortName([...new Set(root_.kinds.map((kind) => kind.label))].slice(0, 4).join(', '), 52)}`)],
    root_.events, true, () => store.set({ roots: toggled(store.get().roots, root_.id, rootIds) }))),
  ]);
  const types = typesOf(model);
  const actors = pop('types', 'Actors', types.map((type) => box([typeGlyph(type), ` ${typeWord(type, 2)}`],
    model.actors.filter((actor) => actor.type === type).length, true, () => store.set({ types: toggled(store.get().types, type, types) }))));
  const heaviest = Math.max(1, ...model.pairs.map((pair) => pair.events.length));
  const weight = h('input', { type: 'range', min: 1, max: Math.min(heaviest, 20), step: 1, 'aria-label': 'Least number of events of a tie',
    on: { input: () => store.set({ min: Number(weight.value) }) } });
  const weightWords = h('output', {});
  const reset = h('button', { type: 'button', class: 'plain reset', on: { click: () => store.set(resetFilters()) } }, 'Reset filters');

  root.append(h('div', { class: 'signs' }, signs), lights.details, kinds.details, actors.details,
    heaviest > 1 && h('label', { class: 'range' }, h('span', {}, 'Ties of at least '), weight, weightWords), reset);
  const all = [lights, kinds, actors];
  // One list at a time; a click elsewhere or Escape closes it.
  for (const { details, summary } of all) {
    details.addEventListener('toggle', () => {
      if (details.open) for (const other of all) if (other.details !== details) other.details.open = false;
    });
    details.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !details.open) return;
      details.open = false;
      summary.focus();
      event.stopPropagation();
    });
  }
  addEventListener('pointerdown', (event) => {
    for (const { details } of all) if (details.open && !details.contains(event.target)) details.open = false;
  });

  function update(state) {
    for (const sign of signs) sign.setAttribute('aria-pressed', String(state.signs.includes(sign.dataset.sign)));
    const tick = (panel, values) => panel.querySelectorAll('input').forEach((input, index) => { input.checked = values[index]; });
    const inUse = Object.keys(LIGHTS).filter((light) => model.events.some((event) => event.light === light));
    tick(lights.panel, [...inUse.map((light) => state.lights.includes(light)), state.own]);
    tick(kinds.panel, rootIds.map((id) => has(state.roots, id)));
    tick(actors.panel, types.map((type) => has(state.types, type)));
    const name = (pop_, words, active) => {
      pop_.summary.firstChild.textContent = words;
      pop_.details.classList.toggle('active', active);
    };
    const onlyHappened = state.lights.length === 1 && state.lights[0] === 'happened' && !state.own;
    name(lights, onlyHappened ? 'Happened' : state.lights.length === 1 ? LIGHTS[state.lights[0]] : `Status: ${state.lights.length} of ${inUse.length}`, !onlyHappened);
    name(kinds, state.roots ? `Kinds: ${state.roots.length} of ${rootIds.length}` : 'All kinds', Boolean(state.roots));
    name(actors, state.types ? `Actors: ${state.types.map((type) => typeWord(type, 2)).join(', ') || 'none'}` : 'All actors', Boolean(state.types));
    weight.value = state.min;
    weightWords.textContent = ` ${count(state.min, 'event')}`;
    reset.hidden = FILTERS.every((filter) => JSON.stringify(state[filter]) === JSON.stringify(DEFAULTS[filter]));
  }

  return { root, update };
}

/** What is shown, what is left out, and how to see more of it. */
function createNotice({ store, first }) {
  const words = h('span', { role: 'status' });
  const more = h('span', { class: 'both' });
  const root = h('p', { class: 'notice' }, words, more);

  function update(state, chosen) {
    const { ties, actors, ofTies, ofActors, extra } = chosen;
    const left = ofTies - ties.length;
    words.textContent = !ofTies ? 'No tie passes the filters.'
      : !left ? `All ${count(ofTies, 'tie')} between ${count(ofActors, 'actor')}.`
        : `The ${ties.length - extra} strongest of ${count(ofTies, 'tie')}${extra ? `, and ${extra} more of ${state.actor ? shortName(state.actor.name, 30) : 'the selection'}` : ''}; `
          + `${actors.size} of ${count(ofActors, 'actor')}.`;
    const step = (title, number) => h('button', { type: 'button', class: 'plain', on: { click: () => store.set({ ties: number }) } }, title);
    const has = document.activeElement?.parentNode === more ? [...more.children].indexOf(document.activeElement) : -1;
    more.replaceChildren(...[
      left > 0 && state.ties < ofTies && step('Show more', Math.min(state.ties * 2, ofTies)),
      left > 0 && state.ties * 2 < ofTies && step('Show all', ofTies),
      state.ties > first && step('Show fewer', Math.max(first, Math.ceil(Math.min(state.ties, ofTies) / 2))),
    ].filter(Boolean));
    // A button that was pressed by key and is drawn anew keeps the focus.
    if (has >= 0) (more.children[has] ?? more.lastElementChild)?.focus();
  }

  return { root, update };
}
