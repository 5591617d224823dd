// Names of actors and what happened between them, written into the picture where there is room.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

/** Gives a function that paints names and deeds, the most important first; none is written over another. */
function createLabels(context, names) {
  const widths = new Map();
  const widthOf = (words) => {
    const key = `${context.font}\n${words}`;
    if (!widths.has(key)) widths.set(key, context.measureText(words).width);
    return widths.get(key);
  };

  function write(words, [x, y, align], ink, paper) {
    context.textAlign = align;
    context.strokeStyle = paper;
    // Isolated, so that a name written from right to left does not pull its neighbours along.
    const isolated = `\u2068${words}\u2069`;
    context.strokeText(isolated, x, y);
    context.fillStyle = ink;
    context.fillText(isolated, x, y);
  }

  /** Places around a mark, the best first. */
  const spots = (x, y, r) => [r + 5, r + 13].flatMap((gap) => [
    [x + gap, y, 'left'], [x - gap, y, 'right'], [x, y - gap - 5, 'center'], [x, y + gap + 6, 'center'],
    [x + gap * 0.75, y - gap * 0.9, 'left'], [x + gap * 0.75, y + gap * 0.9, 'left'],
    [x - gap * 0.75, y - gap * 0.9, 'right'], [x - gap * 0.75, y + gap * 0.9, 'right'],
  ]);

  return function paintLabels({ placed, light, colors, camera, chosen, first, bend }) {
    const [taken, lines] = [createBoxes(), createBoxes(16)];
    for (const tie of chosen.ties.length <= 160 ? chosen.ties : []) {
      const [a, b] = [placed.get(tie.a), placed.get(tie.b)];
      if (a && b) for (const [x, y] of along(a.at, bend(a.at, b.at), b.at)) lines.add([x - 1, y - 1, x + 1, y + 1]);
    }
    for (const [, { at, r }] of placed) if (r > 3) taken.add([at[0] - r, at[1] - r, at[0] + r, at[1] + r]);
    // The buttons for zooming lie over the upper right corner: a column, or a row on small screens.
    taken.add(camera.width < 600 ? [camera.width - 138, 0, camera.width, 46] : [camera.width - 54, 0, camera.width, 122]);
    const inside = ([x, y]) => x > 0 && y > 0 && x < camera.width && y < camera.height;
    context.globalAlpha = 1;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3.5;
    context.setLineDash([]);
    const order = [...placed.keys()].filter((actor) => inside(placed.get(actor).at) && (!light || light.actors.has(actor)))
      .sort((one, other) => first(other) - first(one) || one.index - other.index).slice(0, placed.size > 400 ? 90 : 260);
    for (const actor of order) {
      const { at: [x, y], r } = placed.get(actor);
      const strong = chosen.strength[actor.index] >= 4 || first(actor) >= 2e6;
      const size = strong ? 13 : 12;
      context.font = `${strong ? 650 : 450} ${size}px ${FONT}`;
      const width = widthOf(names[actor.index]);
      const boxOf = ([sx, sy, align]) => {
        const left = align === 'left' ? sx : align === 'right' ? sx - width : sx - width / 2;
        return [left - 2, sy - size * 0.6, left + width + 2, sy + size * 0.6];
      };
      const free = spots(x, y, r).filter((one) => {
        const box = boxOf(one);
        return box[0] > 2 && box[2] < camera.width - 2 && taken.free(box);
      });
      // Rather not on a line; rather there than nowhere.
      const spot = free.find((one) => lines.free(boxOf(one))) ?? free[0];
      if (!spot) continue;
      taken.add(boxOf(spot));
      write(names[actor.index], spot, colors.ink, colors.paper);
    }
    const deeds = light ? [...light.ties] : chosen.ties.length <= 160 ? chosen.ties : [];
    context.font = `italic 400 11px ${FONT}`;
    for (const tie of deeds.slice(0, 80)) {
      const [a, b] = [placed.get(tie.a), placed.get(tie.b)];
      if (!a || !b) continue;
      const middle = bend(a.at, b.at);
      const [x, y] = [(a.at[0] + b.at[0]) / 4 + middle[0] / 2, (a.at[1] + b.at[1]) / 4 + middle[1] / 2];
      if (!inside([x, y])) continue;
      const words = shortName(deedWords(tie.events, light ? 2 : 1), 34);
      const width = widthOf(words);
      const room = Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) - a.r - b.r;
      const box = [x - width / 2 - 2, y - 7, x + width / 2 + 2, y + 7];
      if ((!light && room < width * 0.8 + 8) || box[0] < 0 || box[2] > camera.width || !taken.free(box)) continue;
      taken.add(box);
      write(words, [x, y, 'center'], colors[`${tie.sign}Text`], colors.paper);
    }
  };
}

/** Points along a bow, a few pixels apart. */
function* along(a, middle, b) {
  const steps = Math.min(Math.ceil(Math.hypot(a[0] - b[0], a[1] - b[1]) / 9), 80);
  for (let step = 1; step < steps; step += 1) {
    const t = step / steps;
    yield [0, 1].map((i) => (1 - t) ** 2 * a[i] + 2 * t * (1 - t) * middle[i] + t ** 2 * b[i]);
  }
}

/** Boxes that are taken, found by a grid: asking costs the same however many there are. */
function createBoxes(cell = 64) {
  const grid = new Map();
  const cells = function* ([left, top, right, bottom]) {
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) yield x * 100003 + y;
    }
  };
  return {
    add(box) {
      for (const key of cells(box)) {
        if (grid.has(key)) grid.get(key).push(box);
        else grid.set(key, [box]);
      }
    },
    free(box) {
      for (const key of cells(box)) {
        for (const [left, top, right, bottom] of grid.get(key) ?? []) {
          if (left < box[2] && right > box[0] && top < box[3] && bottom > box[1]) return false;
        }
      }
      return true;
    },
  };
}
