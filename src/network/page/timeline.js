// When: co-operation stands above the axis, conflict hangs below it. Dragging, or the two handles, choose a window of time.

const STEPS = [['day', 1], ['week', 7], ['month', 30.44], ['quarter', 91.3], ['year', 365.25], ['decade', 3652.5]];

/** The first day of the step that a day falls in. */
function floorTo(step, day) {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const first = (y, m) => Math.round(Date.UTC(y, m, 1) / DAY);
  if (step === 'day') return day;
  if (step === 'week') return day - ((date.getUTCDay() + 6) % 7);
  if (step === 'month') return first(year, month);
  if (step === 'quarter') return first(year, month - (month % 3));
  return step === 'year' ? first(year, 0) : first(year - (((year % 10) + 10) % 10), 0);
}

const nextOf = (step, day) => floorTo(step, day + Math.ceil(STEPS.find(([name]) => name === step)[1] * 1.35));

/**
 * The bins of an axis of at most `most` bins. Few events long before the others do not squeeze these: they share the first bin, which is
 * open to the left.
 */
function binsOf(days, most) {
  if (!days.length) return null;
  const sorted = [...days].sort((a, b) => a - b);
  let low = sorted[0];
  const high = sorted.at(-1);
  const usual = sorted[Math.floor(sorted.length * 0.06)];
  const early = high - low > 3 * Math.max(high - usual, 60);
  if (early) low = usual;
  const step = (STEPS.find(([, length]) => (high - low) / length < most - 2) ?? STEPS.at(-1))[0];
  const bins = [];
  if (early) bins.push({ from: null, until: floorTo(step, low) - 1 });
  for (let day = floorTo(step, low); day <= high; day = nextOf(step, day)) bins.push({ from: day, until: nextOf(step, day) - 1 });
  return { step, bins };
}

/** The timeline view. */
function createTimeline({ model, store }) {
  const root = h('section', { class: 'timeline', 'aria-label': 'Timeline' });
  const days = model.events.map((event) => event.start).filter((day) => day !== null);
  let bins = null;
  let width = 0;
  let drag = null;
  let last = null;

  const binOf = (day) => bins.bins.findLastIndex((bin) => bin.from === null || bin.from <= day);

  function draw(state, chosen) {
    last = [state, chosen];
    if (!width) return;
    bins = binsOf(days, Math.max(8, Math.floor((width - 70) / 13)));
    if (!bins) {
      root.replaceChildren(h('p', { class: 'quiet' }, 'No event here has a date, and no article either.'));
      return;
    }
    root.replaceChildren(...content(state, chosen));
  }

  function content(state, chosen) {
    const height = 112;
    const [left, right, axis] = [46, 14, 50];
    const slot = (width - left - right) / bins.bins.length;
    const x = (index) => left + index * slot;
    const open = { ...state, from: null, until: null };
    const special = state.actor || state.pair;
    const counts = bins.bins.map(() => ({ cooperation: [0, 0], conflict: [0, 0], neutral: [0, 0] }));
    for (const event of model.events) {
      if (event.start === null || !passes(event, open)) continue;
      const mine = state.actor ? event.actors.includes(state.actor.index) : state.pair ? event.pairs.includes(state.pair) : true;
      counts[binOf(event.start)][event.sign][mine && chosen.events[event.index] ? 0 : 1] += 1;
    }
    const sum = ([one, other]) => one + other;
    const highest = Math.max(1, ...counts.flatMap((bin) => [sum(bin.cooperation) + sum(bin.neutral), sum(bin.conflict)]));
    const scale = (axis - 12) / highest;
    const bars = counts.flatMap((bin, index) => ['cooperation', 'conflict', 'neutral'].flatMap((sign) => {
      const [bright, pale] = bin[sign];
      const up = sign !== 'conflict';
      const below = sign === 'neutral' ? sum(bin.cooperation) : 0;
      const bar = (from, number, name) => number && svg('rect', {
        class: `${name} sign-${sign}`, x: x(index) + 0.75, width: Math.max(slot - 1.5, 1), height: number * scale,
        y: up ? axis - 0.75 - (from + number) * scale : axis + 0.75 + from * scale,
      });
      return [bar(below, bright, 'bar'), bar(below + bright, pale, 'bar pale')];
    }));
    const window_ = state.from !== null || state.until !== null;
    const [first, final] = [state.from === null ? 0 : binOf(state.from), state.until === null ? bins.bins.length - 1 : binOf(state.until)];
    const [x1, x2] = [x(Math.max(first, 0)), x(Math.max(final, 0) + 1)];
    const plot = svg('svg', { class: 'plot', width, height, viewBox: `0 0 ${width} ${height}` },
      window_ && svg('rect', { class: 'window', x: x1, width: Math.max(x2 - x1, 2), y: 6, height: axis * 2 - 12 }),
      svg('text', { class: 'side', x: left - 6, y: axis - highest * scale + 8, 'text-anchor': 'end' }, String(highest)),
      svg('text', { class: 'side', x: left - 6, y: axis + highest * scale, 'text-anchor': 'end' }, String(highest)),
      svg('line', { class: 'axis', x1: left, x2: width - right, y1: axis, y2: axis }),
      bars, ticks(x, slot, axis * 2 + 8),
      svg('rect', { class: 'catch', x: left, y: 0, width: width - left - right, height, on: pointers(left, slot) }),
      handle('from', x1, first, state), handle('until', x2, final, state));
    const about = window_
      ? `${state.from === null ? 'up to' : dayWords(state.from)}${state.until === null ? ' and after' : `${state.from === null ? ' ' : ' – '}${dayWords(state.until)}`}`
      : `events by ${bins.step}`;
    return [
      h('div', { class: 'timeline-head' },
        h('h2', {}, 'When'),
        h('span', { class: 'key' }, signGlyph('cooperation'), ' co-operation above, ', signGlyph('conflict'), ' conflict below'),
        h('span', { class: 'about' }, about),
        window_ && h('button', { class: 'plain', type: 'button', on: { click: () => store.set({ from: null, until: null }) } }, 'All time'),
        special && h('span', { class: 'quiet' }, 'Pale: events of others')),
      plot,
    ];
  }

  function ticks(x, slot, y) {
    const marks = [];
    let free = -Infinity;
    bins.bins.forEach((bin, index) => {
      if (bin.from === null) {
        marks.push(svg('text', { class: 'tick', x: x(index) + slot / 2, y, 'text-anchor': 'start' }, 'earlier'));
        free = x(index) + 50;
        return;
      }
      const date = new Date(bin.from * DAY);
      const yearly = bins.step === 'year' || bins.step === 'decade';
      const turn = index === 0 || bins.bins[index - 1].from === null
        || new Date(bins.bins[index - 1].from * DAY).getUTCFullYear() !== date.getUTCFullYear();
      const fine = bins.step === 'day' || bins.step === 'week';
      if (!(turn || fine || bins.step === 'month') || x(index) < free) return;
      const words = yearly || (turn && !fine) ? String(date.getUTCFullYear()) : fine ? dayWords(bin.from).replace(/ \d+$/u, '') : MONTHS.format(date).slice(0, 3);
      if (x(index) + words.length * 7 > width) return;
      marks.push(svg('line', { class: 'axis', x1: x(index), x2: x(index), y1: y - 16, y2: y - 11 }),
        svg('text', { class: 'tick', x: x(index), y, 'text-anchor': 'start' }, words));
      free = x(index) + words.length * 7 + 16;
    });
    return marks;
  }

  const limits = (one, other) => {
    const [a, b] = [Math.min(one, other), Math.max(one, other)];
    const whole = a === 0 && b === bins.bins.length - 1;
    return whole ? { from: null, until: null } : { from: bins.bins[a].from, until: b === bins.bins.length - 1 ? null : bins.bins[b].until };
  };

  function pointers(left, slot) {
    const at = (event) => {
      const box = root.querySelector('.plot').getBoundingClientRect();
      return Math.min(Math.max(Math.floor((event.clientX - box.left - left) / slot), 0), bins.bins.length - 1);
    };
    // The picture is drawn anew on the way, so the listening is done by the window.
    return {
      pointerdown(event) {
        event.preventDefault();
        drag = at(event);
        store.set(limits(drag, drag));
        const move = (next) => store.set(limits(drag, at(next)));
        const stop = () => {
          removeEventListener('pointermove', move);
          drag = null;
        };
        addEventListener('pointermove', move);
        addEventListener('pointerup', stop, { once: true });
        addEventListener('pointercancel', stop, { once: true });
      },
    };
  }

  function handle(which, x, index, state) {
    const words = state[which] === null ? (which === 'from' ? 'the beginning' : 'the end') : dayWords(state[which]);
    const lastBin = bins.bins.length - 1;
    return svg('g', {
      class: `handle ${state[which] === null ? 'idle' : ''}`, tabindex: 0, role: 'slider', 'data-handle': which,
      'aria-label': which === 'from' ? 'Events from' : 'Events until', 'aria-valuemin': 0, 'aria-valuemax': lastBin,
      'aria-valuenow': index, 'aria-valuetext': words,
      on: {
        keydown(event) {
          const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          const { from, until } = store.get();
          const ends = [from === null ? 0 : binOf(from), until === null ? lastBin : binOf(until)];
          const side = which === 'from' ? 0 : 1;
          ends[side] = Math.min(Math.max(ends[side] + step, side ? ends[0] : 0), side ? lastBin : ends[1]);
          store.set(limits(...ends));
        },
      },
    }, svg('rect', { x: x - 3, y: 22, width: 6, height: 56, rx: 3 }));
  }

  new ResizeObserver(() => {
    const style = getComputedStyle(root);
    const now = Math.floor(root.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    if (now && now !== width) {
      width = now;
      if (last) draw(...last);
    }
  }).observe(root);

  return {
    root,
    update(state, chosen) {
      // A handle that was being moved by keys keeps the focus.
      const held = root.contains(document.activeElement) ? document.activeElement.getAttribute('data-handle') : null;
      draw(state, chosen);
      if (held) root.querySelector(`[data-handle="${held}"]`)?.focus();
    },
  };
}
