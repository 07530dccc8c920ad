// Says why the page's program did not start. No module, because some servers give modules a type that browsers refuse.
addEventListener('load', async () => {
  if (window.emoscope) return;
  const place = document.querySelector('[data-part="notice"]');
  const say = (/** @type {string} */ why) => {
    if (place) place.textContent = `The page’s program could not be started (${why}). Reload the page to try again.`;
  };
  try {
    const response = await fetch('page.js');
    const type = response.headers.get('Content-Type') ?? 'nothing known';
    if (!response.ok) say(`the server answered ${response.status}`);
    else if (!/javascript/.test(type)) say(`the server sends it as “${type}” and not as “text/javascript”`);
    else say('a part of it is missing, or this browser is too old');
  } catch {
    say('no connection');
  }
});
