// Starts the console and watches its download: what stands still is begun anew by itself, twice; then the nurse is told what to do.
(() => {
  const patience = 15_000, retries = 2, look = 250, awayFor = 30_000, knock = 2_000;
  const place = document.getElementById('starting'), bar = document.getElementById('starting-progress');
  let before = '', moved = Date.now(), given = false;

  document.documentElement.dataset.theme = localStorage.getItem('console.theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

  const watch = setInterval(() => {
    if (!place.isConnected) return done(); // the console's first picture stands in its place
    const loaded = Number.parseInt(document.documentElement.style.getPropertyValue('--blazor-load-percentage')) || 0;
    const now = `${bar.value = loaded}/${performance.getEntriesByType('resource').length}`;
    if (now !== before) [before, moved] = [now, Date.now()];
    else if (Date.now() - moved > patience) again();
  }, look);

  addEventListener('error', e => { if (e.target instanceof HTMLScriptElement) again(); }, true);
  addEventListener('unhandledrejection', again); // an engine that cannot be had is told here only
  addEventListener('DOMContentLoaded', () => window.Blazor?.start().catch(again));
  document.getElementById('start-again').addEventListener('click', () => location.reload());

  function done() {
    clearInterval(watch);
    sessionStorage.removeItem('starts');
  }

  async function again() {
    if (given || !place.isConnected) return;
    given = true;
    clearInterval(watch);
    const starts = Number(sessionStorage.getItem('starts'));
    // Reloaded while the server is away, the page would be the browser's own, where nothing of ours can help.
    const anew = starts < retries && await answers();
    if (!place.isConnected) return done(); // it came after all
    if (!anew) return tell();
    sessionStorage.setItem('starts', starts + 1);
    location.reload();
  }

  async function answers() {
    for (const since = Date.now(); Date.now() - since < awayFor; await new Promise(next => setTimeout(next, knock))) {
      try {
        if ((await fetch('health/live', { cache: 'no-store', signal: AbortSignal.timeout(awayFor / 3) })).ok) return true;
      } catch { /* not yet */ }
    }
    return false;
  }

  function tell() {
    sessionStorage.removeItem('starts');
    document.getElementById('starting-words').hidden = true;
    document.getElementById('not-started').hidden = false;
    document.getElementById('start-again').focus();
  }
})();
