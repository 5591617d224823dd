// The events behind what is selected, each with the sentence that tells it.

const AT_FIRST = 40;
const PREPOSITION = / (?:to|of|with|for|against|on|from|by|in|at|into|about|over)$/u;

/** Who did what to whom, as a line; names select. */
function deedLine(event, model, store) {
  const names = (list) => list.flatMap((index, i) => [
    i > 0 && (i === list.length - 1 ? ' and ' : ', '),
    h('button', { type: 'button', class: 'name', on: { click: (click) => { click.stopPropagation(); store.set(select.actor(model.actors[index])); } } },
      nameOf(model.actors[index].name, 60)),
  ]);
  const mutual = event.kind.mutual && !event.to.length && event.from.length > 1;
  const label = clean(event.kind.label);
  return h('p', { class: 'deed' },
    h('span', { class: `sign-${event.sign}` }, signGlyph(event.sign), h('span', { class: 'away' }, `${signWords(event.sign)}: `)),
    event.from.length ? names(event.from) : h('span', { class: 'quiet' }, '(not named)'),
    h('span', { class: `did sign-${event.sign}` }, ` ${mutual ? `${label} each other` : label} `),
    event.to.length ? names(event.to) : !mutual && PREPOSITION.test(label) && h('span', { class: 'quiet' }, '(not named)'));
}

/** In what light, by whose word, when and where. */
function tags(event) {
  const made = [];
  if (event.light !== 'happened') made.push(h('span', { class: `tag light-${event.light}` }, LIGHTS[event.light]));
  if (event.says) made.push(h('span', { class: 'tag says' }, 'says ', nameOf(event.says, 60)));
  if (event.dated) made.push(h('span', { class: 'tag', title: event.when ? `in the text: “${shortName(event.when, 120)}”` : null }, spanWords(event.start, event.end)));
  else if (event.when) made.push(h('span', { class: 'tag' }, `“${shortName(event.when, 60)}”`));
  if (event.place) made.push(h('span', { class: 'tag' }, 'in ', nameOf(event.place, 60)));
  return made.length ? h('p', { class: 'tags' }, made) : null;
}

function quote(event) {
  const [before, words, after] = sentenceParts(event);
  // Nobody reads ten thousand characters in a list; the article has them all.
  const cut = (text, end) => (text.length <= 600 ? text : end ? `…${text.slice(-500)}` : `${text.slice(0, 500)}…`);
  return h('blockquote', { dir: 'auto' }, cut(before, true), h('b', {}, cut(words, false)), cut(after, false));
}

function createEvents({ model, store }) {
  const root = h('div', { class: 'events' });
  let most = AT_FIRST;
  let shown = null;

  function update(state, chosen, { all = false } = {}) {
    const { heading, events, hidden } = selection(state, chosen);
    const key = state.actor ?? state.pair;
    if (shown !== key) most = AT_FIRST;
    shown = key;
    const sorted = [...events].sort((a, b) => (b.start ?? -Infinity) - (a.start ?? -Infinity) || a.article.index - b.article.index || a.sentence[0] - b.sentence[0]);
    const limit = all ? Infinity : most;
    root.replaceChildren(...[
      heading,
      sorted.length ? h('ol', {}, sorted.slice(0, limit).map((event) => item(event, state)))
        : h('div', { class: 'empty' }, h('p', {}, 'No event passes the filters.')),
      sorted.length > limit && h('p', { class: 'more' }, h('button', {
        type: 'button', on: { click: () => { most += 200; update(state, chosen); } },
      }, `Show ${Math.min(200, sorted.length - most)} more of ${sorted.length.toLocaleString('en-GB')}`)),
      hidden > 0 && h('p', { class: 'hidden-note' }, `${count(hidden, 'more event')} ${hidden === 1 ? 'is' : 'are'} hidden by the filters. `,
        h('button', { type: 'button', class: 'plain', on: { click: () => store.set({ ...resetFilters(), lights: Object.keys(LIGHTS) }) } }, 'Show everything')),
    ].filter(Boolean));
  }

  function selection(state, chosen) {
    const passing = (events) => events.filter((event) => chosen.events[event.index]);
    if (state.actor) {
      const events = passing(state.actor.events);
      return { heading: actorCard(state.actor, chosen), events, hidden: state.actor.events.length - events.length };
    }
    if (state.pair) {
      const events = passing(state.pair.events);
      return { heading: pairCard(state.pair, events), events, hidden: state.pair.events.length - events.length };
    }
    const events = passing(model.events);
    return {
      heading: h('header', { class: 'card' }, h('h2', {}, count(events.length, 'event')),
        h('p', { class: 'quiet' }, 'The latest first. Click an actor or a tie to see its events alone.')),
      events, hidden: model.events.length - events.length,
    };
  }

  const clear = () => h('button', { type: 'button', class: 'close', 'aria-label': 'Clear the selection', on: { click: () => store.set(select.none()) } }, '×');

  function actorCard(actor, chosen) {
    const others = actor.aka.filter((name) => clean(name).trim());
    const ties = chosen.ties.filter((tie) => tie.a === actor || tie.b === actor).sort((a, b) => b.weight - a.weight || a.pair.index - b.pair.index);
    const highest = Math.max(1, ...ties.map((tie) => tie.weight));
    const row = (tie) => tieRow(tie, tie.a === actor ? tie.b : tie.a, highest, store);
    return h('header', { class: 'card' }, clear(),
      h('p', { class: 'kicker' }, typeGlyph(actor.type), ` ${typeWord(actor.type)}`),
      h('h2', {}, nameOf(actor.name, 120)),
      (actor.office || actor.state) && h('p', {}, nameOf(actor.office ?? actor.state, 120)),
      others.length > 0 && h('p', { class: 'quiet' }, 'also ', others.slice(0, 6).flatMap((name, i) => [i > 0 && ', ', nameOf(name, 60)])),
      ties.length > 0 && h('ul', { class: 'bars', 'aria-label': 'Ties' }, ties.slice(0, 8).map(row)),
      ties.length > 8 && h('p', { class: 'quiet' }, `and ${count(ties.length - 8, 'weaker tie')}`));
  }

  function pairCard(pair, events) {
    const name = (actor) => h('button', { type: 'button', class: 'name', on: { click: () => store.set(select.actor(actor)) } }, nameOf(actor.name, 80));
    return h('header', { class: 'card' }, clear(),
      h('p', { class: 'kicker' }, 'Tie'),
      h('h2', {}, name(pair.a), h('span', { class: 'quiet' }, ' and '), name(pair.b)),
      h('p', { class: 'quiet' }, `${count(events.length, 'event')} in ${count(new Set(events.map((event) => event.article)).size, 'article')}`));
  }

  function item(event, state) {
    const open = () => store.set(select.event(event));
    const title = shortName(event.article.title, 80);
    return h('li', { class: `event ${state.event === event ? 'lit' : ''}`, 'data-event': event.id, on: { click: open } },
      deedLine(event, model, store), tags(event), quote(event),
      h('p', { class: 'source' },
        h('button', { type: 'button', class: 'plain', on: { click: (click) => { click.stopPropagation(); open(); } } }, h('bdi', {}, title)),
        event.article.day !== null && ` · ${dayWords(event.article.day)}`,
        event.article.publisher && [' · ', nameOf(event.article.publisher, 40)]));
  }

  return { root, update };
}

/** A tie as a row with a bar: whom, what, how often. */
function tieRow(tie, other, highest, store) {
  const bar = h('span', { class: `bar sign-${tie.sign}` });
  bar.style.width = `${(tie.weight / highest) * 100}%`;
  return h('li', {}, h('button', { type: 'button', class: 'row', on: { click: () => store.set(select.pair(tie.pair)) } },
    h('span', { class: 'who' }, h('span', { class: `sign-${tie.sign}` }, signGlyph(tie.sign)), nameOf(other.name, 40)),
    h('span', { class: 'what' }, deedWords(tie.events, 2)),
    h('span', { class: 'number' }, String(tie.weight)),
    h('span', { class: 'track', 'aria-hidden': 'true' }, bar)));
}
