// What is looked at and how: one plain object, changed as a whole, and the same thing in the address, so that a view can be sent.

const DEFAULTS = Object.freeze({
  view: 'network', panel: 'overview',
  actor: null, pair: null, event: null, article: null,
  lights: ['happened'], signs: ['cooperation', 'conflict'], roots: null, types: null, own: false,
  from: null, until: null, min: 1, ties: 60,
});

const FILTERS = ['lights', 'signs', 'roots', 'types', 'own', 'from', 'until', 'min'];

/** A store: `get`, `set` with what changes, `subscribe` to changes. Listeners run once a turn, however often something was set. */
function createStore(initial) {
  let state = initial;
  let before = initial;
  let queued = false;
  const listeners = [];
  const tell = () => {
    queued = false;
    const old = before;
    before = state;
    for (const listener of listeners) listener(state, old);
  };
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      if (!queued) {
        queued = true;
        queueMicrotask(tell);
      }
    },
    subscribe: (listener) => listeners.push(listener),
  };
}

/** Changes that select somebody or something; the other selections follow from them. */
const select = {
  none: () => ({ actor: null, pair: null, event: null }),
  actor: (actor) => ({ actor, pair: null, event: null, panel: 'events' }),
  pair: (pair) => ({ pair, actor: null, event: null, panel: 'events' }),
  event: (event) => ({ event, article: event.article, panel: 'article' }),
  article: (article) => ({ article, event: null, panel: 'article' }),
};

/** The address of a state: what differs from the beginning, in words. */
function toHash(state, beginning) {
  const parts = [];
  const add = (name, value) => parts.push(`${name}=${encodeURIComponent(value).replace(/%2F/gu, '/').replace(/%2C/gu, ',')}`);
  const differs = (name) => JSON.stringify(state[name]) !== JSON.stringify(beginning[name]);
  if (state.actor) add('actor', state.actor.id);
  if (state.pair) parts.push(`tie=${[state.pair.a, state.pair.b].map((actor) => encodeURIComponent(actor.id)).join('+')}`);
  if (state.event) add('event', state.event.id);
  else if (state.article && state.panel === 'article') add('article', state.article.id);
  if (differs('view')) add('view', state.view);
  for (const name of ['lights', 'signs', 'roots', 'types']) if (differs(name)) add(name, (state[name] ?? []).join(','));
  if (state.own) add('own', 'yes');
  if (state.from !== null) add('from', isoDay(state.from));
  if (state.until !== null) add('until', isoDay(state.until));
  for (const name of ['min', 'ties']) if (differs(name)) add(name, state[name]);
  return parts.length ? `#${parts.join('&')}` : '';
}

/** The state that an address asks for. What it names wrongly is left out. */
function fromHash(hash, model, beginning) {
  const state = { ...beginning };
  const known = (value, all) => value.split(',').filter((item) => all.includes(item));
  for (const part of hash.replace(/^#/u, '').split('&')) {
    const [name, raw = ''] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    const value = decoded(raw);
    if (name === 'actor' && model.actorById.has(value)) Object.assign(state, select.actor(model.actorById.get(value)));
    if (name === 'tie') {
      const [a, b] = raw.split('+').map((id) => model.actorById.get(decoded(id)));
      const pair = model.pairs.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
      if (pair) Object.assign(state, select.pair(pair));
    }
    if (name === 'article' && model.articleById.has(value)) Object.assign(state, select.article(model.articleById.get(value)));
    if (name === 'event' && model.eventById.has(value)) Object.assign(state, select.event(model.eventById.get(value)));
    if (name === 'view' && ['network', 'matrix', 'list'].includes(value)) state.view = value;
    if (name === 'lights') state.lights = known(value, Object.keys(LIGHTS));
    if (name === 'signs') state.signs = known(value, ['cooperation', 'conflict']);
    if (name === 'roots') state.roots = known(value, model.roots.map((root) => root.id));
    if (name === 'types') state.types = known(value, [...new Set(model.actors.map((actor) => actor.type))]);
    if (name === 'own') state.own = value === 'yes';
    if (name === 'from') state.from = dayNumber(value);
    if (name === 'until') state.until = dayNumber(value);
    if ((name === 'min' || name === 'ties') && /^\d{1,7}$/u.test(value)) state[name] = Math.max(1, Number(value));
  }
  return state;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
