/** Runs before the page is painted: tells the style sheet that scripts run, and which theme was chosen. */
const root = document.documentElement;
root.classList.add('js');
try {
  const theme = localStorage.getItem('lotse-theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the device.
}
