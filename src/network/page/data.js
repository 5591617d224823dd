// The data of a page, indexed once; and what of it is to be seen under a choice of filters. Pure functions: no document, no state.
//
// { format: 1, title, made,
//   actors:   [{ id, name, type, aka: [name], office?, state?, group }]
//   kinds:    [{ id, label, root, sign: 1 | 0 | -1, mutual }]
//   articles: [{ id, name, title?, date?, publisher?, url?, text? }]
//   events:   [{ id, kind, from: [actor], to: [actor], modality, denied?, says?, alleged?, place?, when?, start?, end?, article,
//                sentence: [start, end], trigger: [start, end], quote? }]   positions count characters; `quote` where there is no text
//   ties:     [{ from: actor, to: actor, events: [event] }]
//   layouts:  [{ actors: [actor], x, y }] }                                 the smallest first; the last has all that have ties
//
// Whoever is named only alone (in no tie) has no place in a layout.

/** In what light a text puts an event, in the order in which people ask for it. */
const LIGHTS = {
  happened: 'happened', planned: 'planned', possible: 'possible', requested: 'demanded or asked for', hypothetical: 'only “if”',
  denied: 'did not happen',
};

/** Indexes the data. Costs a few milliseconds for ten thousand events. */
function prepare(raw) {
  const articles = raw.articles.map((article, index) => ({
    ...article, title: article.title || article.name, text: flowing(article.text ?? ''), index, day: dayNumber(article.date), at: characterIndex(article.text ?? ''), events: [],
  }));
  const kinds = raw.kinds.map((kind, index) => ({ ...kind, index }));
  const actors = raw.actors.map((actor, index) => ({ ...actor, index, events: [], pairs: [] }));
  const events = raw.events.map((event, index) => {
    const kind = kinds[event.kind];
    const article = articles[event.article];
    const start = dayNumber(event.start) ?? article.day;
    const made = {
      ...event, index, kind, article, start, end: dayNumber(event.end) ?? start, dated: dayNumber(event.start) !== null,
      // What did not happen is neither co-operation nor conflict.
      sign: event.denied ? 'neutral' : signOf(kind), light: event.denied ? 'denied' : event.modality === 'asserted' ? 'happened' : event.modality,
      actors: [...new Set([...event.from, ...event.to])], pairs: [],
    };
    for (const actor of made.actors) actors[actor].events.push(made);
    article.events.push(made);
    return made;
  });
  const pairs = pairsOf(raw.ties, actors, events);
  for (const article of articles) article.events.sort((a, b) => a.sentence[0] - b.sentence[0] || a.trigger[0] - b.trigger[0]);
  const ids = (list) => new Map(list.map((item) => [item.id, item]));
  return {
    title: raw.title, made: raw.made, actors, kinds, articles, events, pairs,
    layouts: raw.layouts, actorById: ids(actors), eventById: ids(events), articleById: ids(articles),
    roots: rootsOf(kinds, events), days: dayRange(events),
  };
}

const signOf = (kind) => (kind.sign > 0 ? 'cooperation' : kind.sign < 0 ? 'conflict' : 'neutral');

/** Breaks inside paragraphs that were broken at a fixed width become spaces. Positions stay as they are. */
function flowing(text) {
  return text.replace(/([^\n]{45,})\n(?=[^\n\s])/gu, '$1 ');
}

/** Ties between the same two, in whatever direction, are one line of the picture. */
function pairsOf(ties, actors, events) {
  const pairs = new Map();
  for (const tie of ties) {
    const [a, b] = tie.from < tie.to ? [tie.from, tie.to] : [tie.to, tie.from];
    const key = `${a}-${b}`;
    if (!pairs.has(key)) pairs.set(key, { index: pairs.size, a: actors[a], b: actors[b], there: new Set(), back: new Set(), events: [] });
    const pair = pairs.get(key);
    for (const event of tie.events) {
      const mutual = events[event].kind.mutual;
      if (mutual || tie.from === a) pair.there.add(event);
      if (mutual || tie.from === b) pair.back.add(event);
    }
  }
  for (const pair of pairs.values()) {
    pair.events = [...new Set([...pair.there, ...pair.back])].sort((one, other) => one - other).map((index) => events[index]);
    for (const event of pair.events) {
      event.pairs.push(pair);
      // Where persons are folded into their states, a state has part in what its persons did.
      for (const actor of [pair.a, pair.b]) if (!event.actors.includes(actor.index) && !actor.events.includes(event)) actor.events.push(event);
    }
    pair.a.pairs.push(pair);
    pair.b.pairs.push(pair);
  }
  return [...pairs.values()];
}

function rootsOf(kinds, events) {
  const roots = new Map();
  for (const kind of kinds) {
    if (!roots.has(kind.root)) roots.set(kind.root, { id: kind.root, sign: signOf(kind), events: 0, kinds: [] });
    roots.get(kind.root).kinds.push(kind);
  }
  for (const event of events) roots.get(event.kind.root).events += 1;
  return [...roots.values()].filter((root) => root.events).sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1));
}

function dayRange(events) {
  const days = events.map((event) => event.start).filter((day) => day !== null);
  return days.length ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))] : null;
}

/** Turns positions in characters into positions in a JavaScript string, where what is outside the basic plane counts twice. */
function characterIndex(text) {
  const wide = [];
  let characters = 0;
  for (let unit = 0; unit < text.length; unit += 1, characters += 1) {
    const code = text.charCodeAt(unit);
    if (code >= 0xd800 && code < 0xdc00 && unit + 1 < text.length) {
      wide.push(characters);
      unit += 1;
    }
  }
  return (position) => {
    let low = 0;
    for (let high = wide.length; low < high;) {
      const middle = (low + high) >> 1;
      if (wide[middle] < position) low = middle + 1;
      else high = middle;
    }
    return position + low;
  };
}

/** The sentence of an event in three parts: before the words that tell it, these words, and after. */
function sentenceParts(event) {
  const { article, sentence: [start, end], trigger } = event;
  const inText = Boolean(article.text);
  const text = inText ? article.text : event.quote ?? '';
  const at = inText ? article.at : characterIndex(text);
  const offset = inText ? 0 : start;
  const cut = (from, to) => clean(text.slice(at(from - offset), at(to - offset)));
  return [cut(start, trigger[0]), cut(trigger[0], trigger[1]), cut(trigger[1], end)];
}

/** Whether an event passes the filters. */
function passes(event, state) {
  return state.lights.includes(event.light)
    && (event.sign === 'neutral' || state.signs.includes(event.sign))
    && (!state.roots || state.roots.includes(event.kind.root))
    && (!state.own || !event.alleged)
    && (state.from === null || (event.end !== null && event.end >= state.from))
    && (state.until === null || (event.start !== null && event.start <= state.until));
}

/** What is to be seen: the events that pass, and of the ties among them the strongest. */
function choose(model, state) {
  const events = model.events.map((event) => passes(event, state));
  const typed = (actor) => !state.types || state.types.includes(actor.type);
  const strength = new Array(model.actors.length).fill(0);
  const candidates = [];
  for (const pair of model.pairs) {
    const passing = pair.events.filter((event) => events[event.index]);
    if (!passing.length || !typed(pair.a) || !typed(pair.b)) continue;
    candidates.push(tieOf(pair, passing));
    strength[pair.a.index] += passing.length;
    strength[pair.b.index] += passing.length;
  }
  const enough = candidates.filter((tie) => tie.weight >= state.min);
  // Of equally strong ties, those between the most active come first: so what is shown hangs together.
  const rank = (tie) => strength[tie.a.index] + strength[tie.b.index];
  enough.sort((one, other) => other.weight - one.weight || other.articles - one.articles || rank(other) - rank(one)
    || one.pair.index - other.pair.index);
  const ties = enough.slice(0, state.ties);
  // Whoever is looked at is seen with all ties, however weak.
  const shown = new Set(ties.map((tie) => tie.pair.index));
  const wanted = state.actor ?? null;
  const pairWanted = state.pair ?? null;
  for (const tie of enough.slice(state.ties)) {
    if ((wanted && (tie.a === wanted || tie.b === wanted)) || tie.pair === pairWanted) ties.push(tie);
  }
  const actors = new Set(ties.flatMap((tie) => [tie.a, tie.b]));
  if (wanted && typed(wanted)) actors.add(wanted);
  const all = new Set(candidates.flatMap((tie) => [tie.a, tie.b]));
  return { events, ties, actors, strength, extra: ties.length - shown.size, ofTies: candidates.length, ofActors: all.size };
}

function tieOf(pair, events) {
  const has = (wanted) => events.some((event) => event.sign === wanted);
  const sign = !has('conflict') ? (has('cooperation') ? 'cooperation' : 'neutral') : has('cooperation') ? 'mixed' : 'conflict';
  const there = events.some((event) => pair.there.has(event.index));
  const back = events.some((event) => pair.back.has(event.index));
  return {
    pair, a: pair.a, b: pair.b, events, weight: events.length, articles: new Set(events.map((event) => event.article)).size, sign,
    direction: there === back ? 0 : there ? 1 : -1,
  };
}

/** What happened between two, in a few words: "accused ×3, met with". */
function deedWords(events, most = 3) {
  const counts = new Map();
  for (const event of events) {
    const words = (event.light === 'happened' ? '' : event.light === 'denied' ? 'not: ' : `${event.light}: `) + clean(event.kind.label);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const shown = sorted.slice(0, most).map(([words, number]) => (number > 1 ? `${words} ×${number}` : words));
  return sorted.length > most ? `${shown.join(', ')} …` : shown.join(', ');
}

/** Actors whose names hold the words sought, the best first: whole names, then beginnings of names, then the rest. */
function search(model, query, most = 8) {
  const fold = (text) => clean(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 400);
  const sought = fold(query).trim();
  if (!sought) return [];
  const found = [];
  for (const actor of model.actors) {
    let best = 9;
    for (const name of [actor.name, ...actor.aka]) {
      const folded = fold(name);
      const at = folded.indexOf(sought);
      if (at < 0) continue;
      best = Math.min(best, folded === sought ? 0 : at === 0 ? 1 : /[\s\-–(“"']/u.test(folded[at - 1]) ? 2 : 3);
    }
    if (best < 9) found.push([best, actor]);
  }
  found.sort((a, b) => a[0] - b[0] || b[1].events.length - a[1].events.length || a[1].index - b[1].index);
  return found.slice(0, most).map(([, actor]) => actor);
}
