// What a reader should know before the first click: how much is told, who is active, which ties are strong, and where it was read.

function createOverview({ model, store }) {
  const root = h('div', { class: 'overview' });

  function update(state, chosen) {
    const events = model.events.filter((event) => chosen.events[event.index]);
    const active = model.actors.filter((actor) => chosen.strength[actor.index])
      .sort((a, b) => chosen.strength[b.index] - chosen.strength[a.index] || a.index - b.index).slice(0, 8);
    const ties = chosen.ties.slice(0, 8);
    const highest = Math.max(1, ...active.map((actor) => chosen.strength[actor.index]));
    const alone = events.filter((event) => !event.pairs.length).length;
    const articles = model.articles.filter((article) => article.events.some((event) => chosen.events[event.index]));
    root.replaceChildren(...[
      h('p', { class: 'lead' }, `${count(articles.length, 'article')} ${articles.length === 1 ? 'tells' : 'tell'} of `,
        h('b', {}, count(events.length, 'event')), ' that pass the filters, ', h('b', {}, count(chosen.ofTies, 'tie')), ' between ',
        h('b', {}, count(chosen.ofActors, 'actor')), '. ',
        h('button', { type: 'button', class: 'plain', on: { click: () => store.set({ panel: 'events' }) } }, 'Read them with their sentences')),
      active.length > 0 && h('section', {}, h('h2', {}, 'Most active'),
        h('ul', { class: 'bars' }, active.map((actor) => actorRow(actor, chosen.strength[actor.index], highest)))),
      ties.length > 0 && h('section', {}, h('h2', {}, 'Strongest ties'), h('ol', { class: 'ties' }, ties.map(tieLine))),
      alone > 0 && h('p', { class: 'quiet' }, `${count(alone, 'event')} ${alone === 1 ? 'names' : 'name'} one actor only and ${alone === 1 ? 'is' : 'are'} no tie; the list of events has ${alone === 1 ? 'it' : 'them'}.`),
      h('section', {}, h('h2', {}, 'Read in'), h('ul', { class: 'articles' }, articles.slice(0, 60).map((article) => articleLine(article, chosen))),
        articles.length > 60 && h('p', { class: 'quiet' }, `and ${count(articles.length - 60, 'other article')}`)),
    ].filter(Boolean));
  }

  function actorRow(actor, strength, highest) {
    const bar = h('span', { class: 'bar' });
    bar.style.width = `${(strength / highest) * 100}%`;
    return h('li', {}, h('button', { type: 'button', class: 'row', on: { click: () => store.set(select.actor(actor)) } },
      h('span', { class: 'who' }, typeGlyph(actor.type), nameOf(actor.name, 40)),
      h('span', { class: 'number' }, String(strength), h('span', { class: 'away' }, ' events')),
      h('span', { class: 'track', 'aria-hidden': 'true' }, bar)));
  }

  function tieLine(tie) {
    const [from, to] = tie.direction < 0 ? [tie.b, tie.a] : [tie.a, tie.b];
    return h('li', {}, h('button', { type: 'button', class: 'row', on: { click: () => store.set(select.pair(tie.pair)) } },
      h('span', { class: 'who' }, nameOf(from.name, 32), h('span', { class: `sign-${tie.sign}` }, signGlyph(tie.sign)), nameOf(to.name, 32)),
      h('span', { class: 'what' }, deedWords(tie.events, 3)),
      h('span', { class: 'number' }, String(tie.weight))));
  }

  function articleLine(article, chosen) {
    const number = article.events.filter((event) => chosen.events[event.index]).length;
    return h('li', {}, h('button', { type: 'button', class: 'row', on: { click: () => store.set(select.article(article)) } },
      h('span', { class: 'title', dir: 'auto' }, shortName(article.title, 90)),
      h('span', { class: 'number' }, String(number)),
      h('span', { class: 'what' }, [article.day !== null && dayWords(article.day), article.publisher && shortName(article.publisher, 40)].filter(Boolean).join(' · '))));
  }

  return { root, update };
}
