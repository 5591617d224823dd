// Where the network is looked at from: world to screen, zooming about a point, and gliding to a place.

const NEAREST = 6;

/** A camera over a canvas of `width` × `height` CSS pixels. `k` is pixels per unit of the layout. */
function createCamera() {
  return { x: 0, y: 0, k: 1, home: 1, width: 1, height: 1 };
}

const toScreen = (camera, x, y) => [(x - camera.x) * camera.k + camera.width / 2, (y - camera.y) * camera.k + camera.height / 2];
const toWorld = (camera, x, y) => [(x - camera.width / 2) / camera.k + camera.x, (y - camera.height / 2) / camera.k + camera.y];

/** Zooms so that what is under a point stays there. */
function zoomAt(camera, x, y, factor) {
  const [wx, wy] = toWorld(camera, x, y);
  camera.k = Math.min(Math.max(camera.k * factor, camera.home / NEAREST), camera.home * NEAREST * 2);
  const [nx, ny] = toWorld(camera, x, y);
  camera.x += wx - nx;
  camera.y += wy - ny;
}

/** The view in which all points are to be seen, with room for their names. */
function fitting(camera, points) {
  if (!points.length) return { x: 0, y: 0, k: 1 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const [padX, padY] = [Math.min(90, camera.width * 0.14), Math.min(56, camera.height * 0.12)];
  const k = Math.min((camera.width - 2 * padX) / Math.max(right - left, 1), (camera.height - 2 * padY) / Math.max(bottom - top, 1));
  // One actor alone is not blown up to fill the screen.
  return { x: (left + right) / 2, y: (top + bottom) / 2, k: Math.min(k, 4) };
}

/** Moves towards a view over a third of a second; at once where motion is not wanted. */
function glide(camera, view, draw) {
  const from = { x: camera.x, y: camera.y, k: camera.k };
  const began = performance.now();
  camera.gliding = view;
  const step = (now) => {
    if (camera.gliding !== view) return;
    const t = calm() ? 1 : Math.min((now - began) / 350, 1);
    const ease = 1 - (1 - t) ** 3;
    camera.k = from.k * (view.k / from.k) ** ease;
    camera.x = from.x + (view.x - from.x) * ease;
    camera.y = from.y + (view.y - from.y) * ease;
    draw();
    if (t < 1) requestAnimationFrame(step);
  };
  step(calm() ? began + 1000 : began);
}
