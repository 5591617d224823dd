// How much of a large network is painted while it moves: as much as keeps it moving. All of it as soon as it rests.

const PACE = { slow: 34, fast: 21, rest: 150, fewest: 150 };

/** Decides how many ties a frame paints. `draw` asks for another frame. */
function createPace(draw) {
  let [most, rest] = [1500, 0];

  /** What the frame before cost is seen from when the browser is ready for the next one. */
  const learn = (began, painted) => requestAnimationFrame((now) => {
    if (now - began > PACE.slow) most = Math.max(painted * 0.6, PACE.fewest);
    else if (now - began < PACE.fast && painted >= most) most = painted * 1.25;
  });

  return (now, moves, all) => {
    clearTimeout(rest);
    if (!moves) return all;
    const painted = Math.min(Math.round(most), all);
    if (painted < all) rest = setTimeout(draw, PACE.rest);
    learn(now, painted);
    return painted;
  };
}
