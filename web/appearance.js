// Dark or light, motion or none: the system's wish until the person chooses.

const BACKGROUND = { dark: '#0f1216', light: '#fafbfc' };

/** @param {import('./store.js').Store} store @param {import('./settings.js').SettingsMemory} memory */
export function followAppearance(store, memory) {
  const prefersLight = matchMedia('(prefers-color-scheme: light)');
  const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');
  const apply = () => {
    store.set({
      theme: memory.values.theme ?? (prefersLight.matches ? 'light' : 'dark'),
      text_scale: memory.values.text_scale ?? 1,
      reduced_motion: prefersStill.matches,
    });
    document.documentElement.dataset.theme = store.state.theme;
    document.documentElement.style.setProperty('--text-scale', String(store.state.text_scale));
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', BACKGROUND[store.state.theme]);
  };
  prefersLight.addEventListener('change', apply);
  prefersStill.addEventListener('change', apply);
  apply();
  return {
    toggleTheme() {
      memory.save({ theme: store.state.theme === 'dark' ? 'light' : 'dark' });
      apply();
    },
  };
}
