// Who did it, and to whom: rows act on columns. Actors of one community stand together, so that who deals with whom shows as blocks.

const MOST_IN_MATRIX = 60;

function createMatrix({ store }) {
  const root = h('div', { class: 'matrix', role: 'region', 'aria-label': 'Matrix', tabindex: 0 });

  function update(state, chosen) {
    const sum = new Map();
    for (const actor of chosen.actors) sum.set(actor.group, (sum.get(actor.group) ?? 0) + chosen.strength[actor.index]);
    const strength = (actor) => chosen.strength[actor.index];
    const strongest = [...chosen.actors].sort((a, b) => strength(b) - strength(a) || a.index - b.index).slice(0, MOST_IN_MATRIX);
    const order = strongest.sort((a, b) => sum.get(b.group) - sum.get(a.group) || a.group - b.group || strength(b) - strength(a) || a.index - b.index);
    if (!order.length) {
      root.replaceChildren(nothingShown(store));
      return;
    }
    const left = chosen.actors.size - order.length;
    root.replaceChildren(
      h('p', { class: 'quiet' }, 'Each row acts on the columns. ', left > 0 && `The ${MOST_IN_MATRIX} most active; ${count(left, 'actor')} left out. `,
        'Actors that deal with each other stand together.'),
      table(order, cellsOf(chosen.ties), state));
  }

  function table(order, cells, state) {
    const breaks = order.map((actor, index) => index > 0 && order[index - 1].group !== actor.group);
    const edge = (row, column) => [breaks[row] && 'above', breaks[column] && 'before'].filter(Boolean).join(' ') || null;
    const lit = (actor) => (actor === state.actor || actor === state.pair?.a || actor === state.pair?.b ? 'lit' : '');
    const header = (actor, scope) => h('th', { scope, class: lit(actor) },
      h('button', { type: 'button', class: 'plain', on: { click: () => store.set(select.actor(actor)) } }, nameOf(actor.name, 26)));
    return h('table', {},
      h('caption', { class: 'away' }, 'Events by who did it (rows) and to whom (columns)'),
      h('thead', {}, h('tr', {}, h('th', { class: 'corner' }, 'who ↓ whom →'), order.map((actor) => header(actor, 'col')))),
      h('tbody', {}, order.map((actor, row) => h('tr', {}, header(actor, 'row'), order.map((other, column) => {
        const cell = cells.get(`${actor.index}-${other.index}`);
        const place = [edge(row, column), actor === other && 'self'].filter(Boolean).join(' ') || null;
        return h('td', { class: place }, cell && cellButton(cell, actor, other, state, store));
      })))));
  }

  return { root, update };
}

/** The events from one to another, from the ties that are shown. */
function cellsOf(ties) {
  const cells = new Map();
  for (const tie of ties) {
    for (const [from, to, direction] of [[tie.a, tie.b, 'there'], [tie.b, tie.a, 'back']]) {
      const events = tie.events.filter((event) => tie.pair[direction].has(event.index));
      if (events.length) cells.set(`${from.index}-${to.index}`, { ...tieOf(tie.pair, events), pair: tie.pair });
    }
  }
  return cells;
}

function cellButton(cell, actor, other, state, store) {
  const words = `${shortName(actor.name)} → ${shortName(other.name)}: ${deedWords(cell.events)}`;
  return h('button', {
    type: 'button', class: `cell sign-${cell.sign} weight-${Math.min(cell.weight, 5)}`, title: words, 'aria-label': words,
    'aria-pressed': String(state.pair === cell.pair), on: { click: () => store.set(select.pair(cell.pair)) },
  }, String(cell.weight));
}

function nothingShown(store) {
  return h('div', { class: 'empty' }, h('p', {}, 'No tie passes the filters.'),
    h('button', { type: 'button', on: { click: () => store.set(resetFilters()) } }, 'Reset the filters'));
}
