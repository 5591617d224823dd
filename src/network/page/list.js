// The network without a picture: the same actors and ties as two tables, for screen readers, for print, and for who likes tables.

function createList({ store }) {
  const root = h('div', { class: 'list', role: 'region', 'aria-label': 'Actors and ties as tables', tabindex: 0 });
  let most = 100;

  function update(state, chosen) {
    if (!chosen.actors.size) {
      root.replaceChildren(nothingShown(store));
      return;
    }
    const actors = [...chosen.actors].sort((a, b) => chosen.strength[b.index] - chosen.strength[a.index] || a.index - b.index);
    const number = new Map(actors.map((actor) => [actor, 0]));
    for (const tie of chosen.ties) for (const actor of [tie.a, tie.b]) number.set(actor, number.get(actor) + 1);
    const button = (words, selected, change) => h('button', {
      type: 'button', class: 'plain', 'aria-pressed': String(selected), on: { click: () => store.set(change) },
    }, words);
    const actorButton = (actor) => button(nameOf(actor.name, 60), state.actor === actor, select.actor(actor));
    const more = (rows) => rows.length > most && h('p', {}, h('button', {
      type: 'button', on: { click: () => { most *= 4; update(state, chosen); } } }, `Show ${Math.min(rows.length - most, most * 3)} more rows`));
    root.replaceChildren(
      h('h3', {}, `Ties (${chosen.ties.length})`),
      h('table', {},
        h('thead', {}, h('tr', {}, ['Who', '', 'Whom', 'What', 'Events', 'Articles'].map((words) => h('th', { scope: 'col' }, words)))),
        h('tbody', {}, chosen.ties.slice(0, most).map((tie) => {
          const [from, to] = tie.direction < 0 ? [tie.b, tie.a] : [tie.a, tie.b];
          return h('tr', { class: state.pair === tie.pair ? 'lit' : null },
            h('td', {}, actorButton(from)),
            h('td', { class: 'arrow' }, tie.direction ? '→' : '↔'),
            h('td', {}, actorButton(to)),
            h('td', {}, h('span', { class: `sign-${tie.sign}` }, signGlyph(tie.sign)),
              button(deedWords(tie.events), state.pair === tie.pair, select.pair(tie.pair)), h('span', { class: 'away' }, ` (${signWords(tie.sign)})`)),
            h('td', { class: 'number' }, String(tie.weight)),
            h('td', { class: 'number' }, String(tie.articles)));
        }))), more(chosen.ties),
      h('h3', {}, `Actors (${actors.length})`),
      h('table', {},
        h('thead', {}, h('tr', {}, ['Name', 'Type', 'Ties', 'Events with others'].map((words) => h('th', { scope: 'col' }, words)))),
        h('tbody', {}, actors.slice(0, most).map((actor) => h('tr', { class: state.actor === actor ? 'lit' : null },
          h('td', {}, actorButton(actor)),
          h('td', {}, typeGlyph(actor.type), ` ${typeWord(actor.type)}`),
          h('td', { class: 'number' }, String(number.get(actor))),
          h('td', { class: 'number' }, String(chosen.strength[actor.index])))))), more(actors));
  }

  return { root, update };
}

const signWords = (sign) => ({ cooperation: 'co-operation', conflict: 'conflict', mixed: 'both co-operation and conflict', neutral: 'neither co-operation nor conflict' })[sign];
