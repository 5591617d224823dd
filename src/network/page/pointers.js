// Mouse, pen and fingers over the network: move it, move an actor, zoom with the wheel or two fingers, point, pick.

function listenToPointers({ canvas, camera, places, hit, point, pick, move }) {
  const down = new Map();
  let grip = null;
  let moved = 0;

  const here = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 0) return;
    const at = here(event);
    down.set(event.pointerId, at);
    canvas.setPointerCapture(event.pointerId);
    camera.gliding = null;
    moved = down.size > 1 ? Infinity : 0;
    const what = hit(...at, event.pointerType === 'touch' ? 14 : 4);
    // Fingers push the page and the network, never an actor by accident.
    grip = { what, actor: event.pointerType === 'touch' ? null : what?.actor ?? null };
  });

  canvas.addEventListener('pointermove', (event) => {
    const at = here(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') point(hit(...at), ...at);
      return;
    }
    const [dx, dy] = [at[0] - before[0], at[1] - before[1]];
    if (down.size === 2) {
      const other = [...down].find(([id]) => id !== event.pointerId)[1];
      const spread = (one) => Math.max(Math.hypot(one[0] - other[0], one[1] - other[1]), 1);
      zoomAt(camera, (at[0] + other[0]) / 2, (at[1] + other[1]) / 2, spread(at) / spread(before));
    }
    moved += Math.hypot(dx, dy);
    down.set(event.pointerId, at);
    if (moved < 4) return;
    point(null);
    if (grip?.actor && down.size === 1) {
      const [x, y] = toWorld(camera, ...at);
      Object.assign(places[grip.actor.index], { x, y, held: true });
    } else {
      camera.x -= dx / camera.k / down.size;
      camera.y -= dy / camera.k / down.size;
    }
    canvas.classList.add('moving');
    move();
  });

  const up = (event) => {
    if (!down.delete(event.pointerId)) return;
    canvas.classList.remove('moving');
    if (event.type === 'pointerup' && down.size === 0 && moved < 4) pick(grip?.what ?? null);
    grip = null;
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => point(null));

  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    camera.gliding = null;
    const lines = event.deltaMode === 1 ? 18 : 1;
    zoomAt(camera, ...here(event), Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0022));
    move();
  }, { passive: false });

  canvas.addEventListener('dblclick', (event) => {
    zoomAt(camera, ...here(event), 1.8);
    move();
  });
}
