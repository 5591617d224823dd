// The article itself, with the sentences that prove something underlined.

function createReader({ model, store }) {
  const root = h('div', { class: 'reader' });
  let drawn = null;

  /** The article that is open; without a choice, the one that tells most. */
  const articleOf = (state) => state.article
    ?? model.articles.reduce((best, article) => (best && best.events.length >= article.events.length ? best : article), null);

  function update(state, chosen) {
    const article = articleOf(state);
    if (!article) {
      root.replaceChildren(h('div', { class: 'empty' }, h('p', {}, 'This dossier has no articles.')));
      return;
    }
    if (drawn !== article) {
      root.replaceChildren(...head(article), h('div', { class: 'now' }), body(article));
      drawn = article;
    }
    for (const said of root.querySelectorAll('.said')) {
      const events = said.events;
      said.classList.toggle('faint', !events.some((event) => chosen.events[event.index]));
      said.classList.toggle('lit', events.includes(state.event));
      said.setAttribute('aria-pressed', String(events.includes(state.event)));
    }
    for (const words of root.querySelectorAll('.trigger')) words.classList.toggle('lit', words.events.includes(state.event));
    root.querySelector('.now').replaceChildren(...now(article, state, chosen));
  }

  function head(article) {
    const url = article.url ? webAddress(article.url) : null;
    const picker = h('select', { 'aria-label': 'Article', on: { change: () => store.set(select.article(model.articles[Number(picker.value)])) } },
      model.articles.map((other) => h('option', { value: other.index, selected: other === article },
        `${other.date ? `${other.date}  ` : ''}${shortName(other.title, 60)} (${other.events.length})`)));
    const about = [
      article.publisher && nameOf(article.publisher, 80), article.day !== null && dayWords(article.day),
      url ? h('a', { href: url, rel: 'noopener noreferrer nofollow', target: '_blank' }, new URL(url).hostname) : null,
      h('span', { class: 'quiet' }, shortName(article.name, 60)),
    ].filter(Boolean);
    return [
      h('div', { class: 'picker' }, picker),
      h('h2', { dir: 'auto' }, shortName(article.title, 300)),
      h('p', { class: 'byline' }, about.flatMap((part, i) => [i > 0 && ' · ', part])),
    ];
  }

  /** The event that is looked at, and the way to the one before and after it. */
  function now(article, state, chosen) {
    const events = article.events.filter((event) => chosen.events[event.index] || event === state.event);
    if (!events.length) return [h('p', { class: 'quiet' }, 'No event of this article passes the filters.')];
    const at = events.indexOf(state.event);
    const go = (words, label, to) => h('button', {
      type: 'button', 'aria-label': label, disabled: !events[to], on: { click: () => store.set(select.event(events[to])) } }, words);
    if (at < 0) {
      return [h('p', { class: 'quiet step' }, `${count(events.length, 'event')}, underlined where the text tells them. `, go('Step through', 'First event', 0))];
    }
    return [
      h('div', { class: 'step' }, go('←', 'Event before', at - 1), go('→', 'Event after', at + 1), h('span', { class: 'quiet' }, `${at + 1} of ${events.length}`)),
      deedLine(state.event, model, store), tags(state.event),
    ].filter(Boolean);
  }

  function body(article) {
    const sentences = new Map();
    for (const event of article.events) {
      const key = event.sentence.join();
      if (!sentences.has(key)) sentences.set(key, { start: event.sentence[0], end: event.sentence[1], events: [] });
      sentences.get(key).events.push(event);
    }
    const ordered = [...sentences.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    const container = h('div', { class: 'text', dir: 'auto' });
    if (!article.text) {
      container.append(h('p', { class: 'quiet' }, 'The text of this article is not part of the graph; these are the sentences that prove something.'));
      for (const sentence of ordered) container.append(h('p', {}, said(sentence, sentence.events[0].quote ?? '', sentence.start)));
      return container;
    }
    // Sentences do not overlap; if a graph of somebody else says so, what was underlined already is not repeated.
    let at = 0;
    for (const sentence of ordered) {
      const [start, end] = [article.at(sentence.start), article.at(sentence.end)];
      if (start < at) continue;
      container.append(clean(article.text.slice(at, start)), said(sentence, article.text.slice(start, end), sentence.start));
      at = end;
    }
    container.append(clean(article.text.slice(at)));
    return container;
  }

  /** A sentence that can be selected; the words that tell an event are underlined more strongly. */
  function said(sentence, text, offset) {
    const at = characterIndex(text);
    const open = () => {
      const { event } = store.get();
      const next = sentence.events[(sentence.events.indexOf(event) + 1) % sentence.events.length];
      store.set(select.event(next));
    };
    const element = h('span', {
      class: 'said', role: 'button', tabindex: 0,
      on: {
        click: open,
        keydown(event) {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          open();
        },
      },
    });
    element.events = sentence.events;
    let from = 0;
    const triggers = [...sentence.events].sort((a, b) => a.trigger[0] - b.trigger[0]);
    for (let i = 0; i < triggers.length; i += 1) {
      const [start, end] = triggers[i].trigger.map((position) => at(position - offset));
      if (start < from) continue;
      const words = h('span', { class: `trigger sign-${triggers[i].sign}` }, clean(text.slice(start, end)));
      words.events = triggers.filter((event) => event.trigger[0] === triggers[i].trigger[0]);
      element.append(clean(text.slice(from, start)), words);
      from = end;
    }
    element.append(clean(text.slice(from)));
    return element;
  }

  /** Brings the selected sentence into view, without moving the page around it more than needed. */
  function reveal() {
    root.querySelector('.said.lit')?.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
  }

  return { root, update, reveal };
}
