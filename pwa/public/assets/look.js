// Runs before the first paint, so a chosen theme, contrast or text size never flashes.
(function () {
  try {
    var look = JSON.parse(localStorage.getItem('gegenstrom.look') || '{}');
    var root = document.documentElement;
    if (look.theme && look.theme !== 'system') root.dataset.theme = look.theme;
    if (look.sun) root.dataset.contrast = 'more';
    if (look.textSize) root.dataset.text = look.textSize;
    if (look.locale) root.lang = look.locale === 'en' ? 'en' : look.locale === 'de-simple' ? 'de-DE-x-simple' : 'de';
  } catch {
    // Without storage the system's look applies.
  }
})();
