// Before the first paint, so that a dark page does not flash white. The key is the one that the theme's manager uses.
{
  const chosen = localStorage.getItem('cusp-color-scheme') ?? 'auto';
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}
