// The network as a picture: a canvas, because two thousand elements would not move smoothly. Its equal without a picture is list.js.

const DASHES = { cooperation: [], conflict: [6, 4], mixed: [11, 3.5, 2.5, 3.5], neutral: [1.5, 3] };

/** The network view. `update` shows a choice; `fit` shows all of it. */
function createGraph({ model, store, announce }) {
  const canvas = h('canvas', {
    class: 'network-canvas', tabindex: 0, role: 'application', 'aria-roledescription': 'map of a network',
    'aria-label': 'Network of actors', 'aria-describedby': 'network-help',
  });
  const tip = h('div', { class: 'tip', 'aria-hidden': 'true', hidden: true });
  const root = h('div', { class: 'network' }, canvas, tip);
  const context = canvas.getContext('2d');
  const camera = createCamera();
  const places = model.actors.map(() => ({ x: 0, y: 0, set: false }));
  const paintLabels = createLabels(context, model.actors.map((actor) => shortName(actor.name, 28)));
  const scene = { chosen: null, layout: null, hover: null, cursor: null, focused: false, colors: null, frames: 0, moved: false };
  let queued = false;

  const draw = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame((now) => {
      queued = false;
      if (scene.chosen) paint(pace(now, scene.moved, scene.chosen.ties.length));
      scene.moved = false;
    });
  };
  const pace = createPace(draw);

  /** Draws after the camera or an actor has moved: more such frames are likely to follow. */
  const move = () => {
    scene.moved = true;
    draw();
  };

  /** Radius on screen. The more is shown, the smaller; and a little larger when looked at from nearer. */
  const radius = (actor) => {
    const crowd = Math.min(1, Math.sqrt(camera.width * camera.height / (5200 * Math.max(scene.chosen.actors.size, 1))));
    const size = Math.min(4 + 2.1 * Math.sqrt(scene.chosen.strength[actor.index]), 19);
    return Math.max(size * Math.max(crowd, 0.35) * Math.min(Math.max(Math.sqrt(camera.k / camera.home), 0.6), 1.9), 1.6);
  };

  const place = (actor) => toScreen(camera, places[actor.index].x, places[actor.index].y);

  /** Who and what is bright; null when everything is. */
  const spotlight = () => {
    const state = store.get();
    const { ties } = scene.chosen;
    const over = scene.hover;
    const actor = over?.actor ?? (over?.tie ? null : state.event ? null : state.actor);
    const pair = over?.tie?.pair ?? (over?.actor ? null : state.event ? null : state.pair);
    if (actor) {
      const lit = ties.filter((tie) => tie.a === actor || tie.b === actor);
      return { actors: new Set([actor, ...lit.flatMap((tie) => [tie.a, tie.b])]), ties: new Set(lit) };
    }
    if (pair) return { actors: new Set([pair.a, pair.b]), ties: new Set(ties.filter((tie) => tie.pair === pair)) };
    if (state.event && !over) {
      const lit = ties.filter((tie) => state.event.pairs.includes(tie.pair));
      const actors = new Set(state.event.actors.map((index) => model.actors[index]));
      for (const tie of lit) actors.add(tie.a).add(tie.b);
      // Of an event without a tie there may be nobody in the picture: then nothing is dimmed.
      return [...actors].some((one) => scene.chosen.actors.has(one)) ? { actors, ties: new Set(lit) } : null;
    }
    return null;
  };

  /** The middle of a tie's bow. Ties are bowed a little, so that lines that meet can be told apart. */
  const bend = ([ax, ay], [bx, by]) => [(ax + bx) / 2 - (by - ay) * 0.09, (ay + by) / 2 + (bx - ax) * 0.09];

  /** Paints all, or so many of the ties, the strongest. */
  function paint(most = Infinity) {
    scene.frames += 1;
    const colors = scene.colors ??= palette(root);
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    const light = spotlight();
    const shown = [...scene.chosen.actors].filter((actor) => places[actor.index].set);
    const placed = new Map(shown.map((actor) => [actor, { at: place(actor), r: radius(actor) }]));
    const within = ([x, y], margin) => x > -margin && y > -margin && x < camera.width + margin && y < camera.height + margin;
    const ties = most < scene.chosen.ties.length ? scene.chosen.ties.slice(0, most) : scene.chosen.ties;
    const crowd = Math.max(0.35, Math.min(1, Math.sqrt(120 / Math.max(scene.chosen.ties.length, 1))));

    context.lineCap = 'butt';
    for (const bright of light ? [false, true] : [true]) {
      for (const tie of ties) {
        if (light && light.ties.has(tie) !== bright) continue;
        const [a, b] = [placed.get(tie.a), placed.get(tie.b)];
        if (!within(a.at, 0) && !within(b.at, 0) && !crosses(a.at, b.at, camera)) continue;
        paintTie(tie, a, b, colors, bright ? (light ? 1 : 0.5 + 0.4 * crowd) : 0.1, crowd);
      }
    }
    for (const actor of shown.sort((one, other) => placed.get(one).r - placed.get(other).r)) {
      const { at, r } = placed.get(actor);
      if (within(at, r)) paintActor(actor, at, r, colors, !light || light.actors.has(actor));
    }
    const state = store.get();
    const first = (actor) => (scene.hover?.actor === actor || (scene.focused && scene.cursor === actor) ? 3e6 : 0)
      + (state.actor === actor ? 2e6 : 0) + (light?.actors.has(actor) ? 1e6 : 0) + scene.chosen.strength[actor.index];
    paintLabels({ placed, light, colors, camera, chosen: scene.chosen, first, bend });
    context.globalAlpha = 1;
  }

  function paintTie(tie, a, b, colors, alpha, crowd) {
    const middle = bend(a.at, b.at);
    const width = Math.min(1.1 + 1.15 * Math.sqrt(tie.weight - 1), 6) * Math.max(crowd, 0.7);
    context.globalAlpha = alpha;
    context.strokeStyle = colors[tie.sign];
    context.lineWidth = width;
    context.setLineDash(DASHES[tie.sign]);
    context.beginPath();
    context.moveTo(a.at[0], a.at[1]);
    context.quadraticCurveTo(middle[0], middle[1], b.at[0], b.at[1]);
    context.stroke();
    if (tie.direction === 0 || scene.chosen.ties.length > 400) return;
    // The head of the arrow touches the actor's edge, along the end of the bow.
    const target = tie.direction > 0 ? b : a;
    const angle = Math.atan2(target.at[1] - middle[1], target.at[0] - middle[0]);
    const [x, y] = [target.at[0] - Math.cos(angle) * (target.r + 1.5), target.at[1] - Math.sin(angle) * (target.r + 1.5)];
    const size = 5 + width * 1.2;
    context.setLineDash([]);
    context.fillStyle = colors[tie.sign];
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - Math.cos(angle - 0.42) * size, y - Math.sin(angle - 0.42) * size);
    context.lineTo(x - Math.cos(angle + 0.42) * size, y - Math.sin(angle + 0.42) * size);
    context.fill();
  }

  function paintActor(actor, [x, y], r, colors, bright) {
    const state = store.get();
    const chosen = state.actor === actor || (state.pair && (state.pair.a === actor || state.pair.b === actor));
    context.setLineDash([]);
    context.globalAlpha = 1;
    trace(actor.type, x, y, r);
    context.fillStyle = bright ? (chosen ? colors.accent : colors.node) : colors.dim;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = colors.paper;
    context.stroke();
    if (scene.focused && scene.cursor === actor) {
      context.lineWidth = 2.5;
      context.strokeStyle = colors.focus;
      context.beginPath();
      context.arc(x, y, r * 1.25 + 5, 0, Math.PI * 2);
      context.stroke();
    }
  }

  function trace(type, x, y, r) {
    context.beginPath();
    const points = SHAPES[type];
    if (!points) context.arc(x, y, r, 0, Math.PI * 2);
    else points.forEach(([px, py], index) => context[index ? 'lineTo' : 'moveTo'](x + px * r, y + py * r));
    context.closePath();
  }

  /** What is under a point: an actor, a tie, or nothing. */
  function hit(x, y, reach = 4) {
    let best = null;
    let distance = Infinity;
    for (const actor of scene.chosen.actors) {
      if (!places[actor.index].set) continue;
      const [ax, ay] = place(actor);
      const far = Math.hypot(ax - x, ay - y) - radius(actor);
      if (far < reach && far < distance) [best, distance] = [{ actor }, far];
    }
    if (best) return best;
    distance = reach + 2;
    for (const tie of scene.chosen.ties) {
      const [a, b] = [place(tie.a), place(tie.b)];
      const [mx, my] = bend(a, b);
      if (x < Math.min(a[0], b[0], mx) - 8 || x > Math.max(a[0], b[0], mx) + 8) continue;
      if (y < Math.min(a[1], b[1], my) - 8 || y > Math.max(a[1], b[1], my) + 8) continue;
      for (let step = 0, last = a; step < 12; step += 1) {
        const t = (step + 1) / 12;
        const next = [0, 1].map((i) => (1 - t) ** 2 * a[i] + 2 * t * (1 - t) * [mx, my][i] + t ** 2 * b[i]);
        const far = toSegment(x, y, last, next);
        if (far < distance) [best, distance] = [{ tie }, far];
        last = next;
      }
    }
    return best;
  }

  function point(what, x, y) {
    const same = what?.actor === scene.hover?.actor && what?.tie === scene.hover?.tie;
    if (!same) {
      scene.hover = what;
      canvas.classList.toggle('over', Boolean(what));
      tip.replaceChildren(...(what ? tipOf(what, scene.chosen) : []));
      tip.hidden = !what;
      draw();
    }
    if (what) {
      tip.style.left = `${Math.min(x + 14, Math.max(camera.width - tip.offsetWidth - 8, 4))}px`;
      tip.style.top = `${y + tip.offsetHeight + 24 > camera.height ? Math.max(y - tip.offsetHeight - 10, 4) : y + 16}px`;
    }
  }

  const pick = (what) => store.set(what?.actor ? select.actor(what.actor) : what?.tie ? select.pair(what.tie.pair) : select.none());

  listenToPointers({ canvas, camera, places, hit, point, pick, move });

  // --- keys -------------------------------------------------------------------------------------------------------------------

  const say = (actor) => {
    const ties = scene.chosen.ties.filter((tie) => tie.a === actor || tie.b === actor);
    announce(`${shortName(actor.name)}, ${typeWord(actor.type)}, ${count(ties.length, 'tie')} shown`);
  };

  /** The nearest actor in a direction; what lies off to the side counts as farther. */
  function step(dx, dy) {
    const shown = [...scene.chosen.actors].filter((actor) => places[actor.index].set);
    if (!scene.cursor || !scene.chosen.actors.has(scene.cursor)) return strongest(shown);
    const [x, y] = place(scene.cursor);
    let [best, distance] = [null, Infinity];
    for (const actor of shown) {
      const [ax, ay] = place(actor);
      const along = (ax - x) * dx + (ay - y) * dy;
      const aside = Math.abs((ax - x) * dy) + Math.abs((ay - y) * dx);
      if (actor !== scene.cursor && along > 0 && aside < along * 2.5 && along + aside * 2 < distance) {
        [best, distance] = [actor, along + aside * 2];
      }
    }
    return best ?? scene.cursor;
  }

  const strongest = (shown) => shown.reduce((best, actor) =>
    (best && scene.chosen.strength[best.index] >= scene.chosen.strength[actor.index] ? best : actor), null);

  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !scene.chosen) return;
    const { key } = event;
    if (moves[key] || key === 'Home') {
      scene.cursor = key === 'Home' ? strongest([...scene.chosen.actors]) : step(...moves[key]);
      if (scene.cursor) {
        say(scene.cursor);
        intoView(scene.cursor);
      }
    } else if ((key === 'Enter' || key === ' ') && scene.cursor) pick({ actor: scene.cursor });
    else if (key === 'Escape') pick(null);
    else if (key === '+' || key === '=') zoom(1.35);
    else if (key === '-') zoom(1 / 1.35);
    else if (key === '0') fit();
    else return;
    event.preventDefault();
    draw();
  });
  canvas.addEventListener('focus', () => {
    // A click focuses as well; the ring is for keys alone.
    scene.focused = canvas.matches(':focus-visible');
    scene.cursor = store.get().actor ?? scene.cursor ?? (scene.chosen ? strongest([...scene.chosen.actors]) : null);
    if (scene.focused && scene.cursor) say(scene.cursor);
    draw();
  });
  canvas.addEventListener('blur', () => {
    scene.focused = false;
    draw();
  });

  // --- what the page calls ----------------------------------------------------------------------------------------------------

  function intoView(actor) {
    if (!places[actor.index].set) return;
    const [x, y] = toScreen(camera, ends(actor).x, ends(actor).y);
    const margin = 50;
    if (x > margin && y > margin && x < camera.width - margin && y < camera.height - margin) return;
    glide(camera, { ...ends(actor), k: camera.k }, move);
  }

  /** Where an actor is going to stand. One that the reader has moved stands where it was put. */
  const ends = (actor) => (places[actor.index].held ? places[actor.index] : scene.ends.get(actor.index) ?? places[actor.index]);

  function fit(smooth = true) {
    if (!scene.chosen) return;
    const view = fitting(camera, [...scene.chosen.actors].filter((actor) => places[actor.index].set).map(ends));
    camera.home = view.k;
    if (smooth) glide(camera, view, move);
    else Object.assign(camera, view, { gliding: null });
    draw();
  }

  function zoom(factor) {
    zoomAt(camera, camera.width / 2, camera.height / 2, factor);
    draw();
  }

  function resize() {
    const { width, height } = root.getBoundingClientRect();
    if (!width || !height) return;
    const first = camera.width === 1;
    const turned = !first && (camera.width < camera.height * 1.1) !== (width < height * 1.1);
    const ratio = window.devicePixelRatio || 1;
    const changed = Math.abs(camera.width - width) > 1 || Math.abs(camera.height - height) > 1;
    Object.assign(camera, { width, height });
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (turned && scene.chosen) arrange(scene.chosen, false);
    if (changed) fit(!first);
    draw();
  }
  new ResizeObserver(resize).observe(root);

  /** Puts actors where the smallest layout has them that has them all. Gives whether that is another one than before. */
  function arrange(chosen, smooth) {
    const { layouts } = model;
    const wanted = [...chosen.actors].filter((actor) => hasPlace(layouts.at(-1), actor));
    const high = camera.width < camera.height * 1.1;
    const layout = layouts.find((one) => (high || !one.narrow) && wanted.every((actor) => hasPlace(one, actor)));
    if (layout === scene.layout) return false;
    scene.layout = layout;
    const from = places.map(({ x, y, set }) => ({ x, y, set }));
    const to = layout.actors.map((actor, at) => ({ actor, x: layout.x[at], y: layout.y[at] }));
    const began = performance.now();
    const step = (now) => {
      if (scene.layout !== layout) return;
      const t = calm() || !smooth ? 1 : Math.min((now - began) / 450, 1);
      const ease = 1 - (1 - t) ** 3;
      for (const { actor, x, y } of to) {
        const start = from[actor].set ? from[actor] : { x, y };
        Object.assign(places[actor], { x: start.x + (x - start.x) * ease, y: start.y + (y - start.y) * ease, set: true });
      }
      move();
      if (t < 1) requestAnimationFrame(step);
    };
    // Where it ends is known at once, so that the view can be fitted to it while all glide there.
    scene.ends = new Map(to.map(({ actor, x, y }) => [actor, { x, y }]));
    step(began);
    return true;
  }

  const hasPlace = (layout, actor) => {
    layout.index ??= new Set(layout.actors);
    return layout.index.has(actor.index);
  };

  function update(state, chosen, old) {
    if (camera.width === 1) resize();
    const before = scene.chosen;
    scene.chosen = chosen;
    const moved = arrange(chosen, Boolean(before));
    scene.hover = null;
    tip.hidden = true;
    if (state.actor) scene.cursor = state.actor;
    canvas.setAttribute('aria-label', `Network of ${count(chosen.actors.size, 'actor')} and ${count(chosen.ties.length, 'tie')}`);
    const differs = !before || [...chosen.actors].some((actor) => !before.actors.has(actor));
    // On a small screen one selection fills it; on a large one the picture stays where it is.
    const close = camera.width < 600 && (state.actor !== old?.actor || state.pair !== old?.pair) && (state.actor || state.pair) && spotlight();
    if (!before) fit(false);
    else if (moved) fit();
    else if (differs && state.actor && state.actor !== old?.actor) intoView(state.actor);
    else if (differs || chosen.actors.size < before.actors.size / 2) fit();
    else if (state.actor && state.actor !== old?.actor) intoView(state.actor);
    if (close) {
      const view = fitting(camera, [...close.actors].filter((actor) => places[actor.index].set).map(ends));
      glide(camera, { ...view, k: Math.min(view.k, 1.2) }, move);
    }
    draw();
  }

  const recolor = () => {
    scene.colors = null;
    draw();
  };

  return { root, canvas, update, fit, zoom, recolor, paint: () => scene.chosen && paint(), frames: () => scene.frames, at: (actor) => place(actor) };
}

/** What is said of something under the pointer. */
function tipOf(what, chosen) {
  if (what.actor) {
    return [h('strong', {}, nameOf(what.actor.name)), h('span', {},
      `${typeWord(what.actor.type)} · ${count(chosen.strength[what.actor.index], 'event')} with others`)];
  }
  const { tie } = what;
  const [from, to] = tie.direction < 0 ? [tie.b, tie.a] : [tie.a, tie.b];
  return [
    h('strong', {}, nameOf(from.name, 40), tie.direction ? ' → ' : ' – ', nameOf(to.name, 40)),
    h('span', { class: `sign-${tie.sign}` }, signGlyph(tie.sign), ` ${deedWords(tie.events, 3)}`),
    h('span', {}, `${count(tie.weight, 'event')} in ${count(tie.articles, 'article')}`),
  ];
}

/** Colours of the theme, as the style sheet gives them. */
function palette(element) {
  const style = getComputedStyle(element);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ['paper', 'ink', 'node', 'dim', 'accent', 'focus', 'cooperation', 'conflict', 'mixed', 'neutral'];
  const colors = Object.fromEntries(names.map((name) => [name, color(name)]));
  for (const sign of ['cooperation', 'conflict', 'mixed', 'neutral']) colors[`${sign}Text`] = color(`${sign}-text`);
  return colors;
}

const crosses = (a, b, camera) => Math.min(a[0], b[0]) < camera.width && Math.max(a[0], b[0]) > 0
  && Math.min(a[1], b[1]) < camera.height && Math.max(a[1], b[1]) > 0;

function toSegment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}
