import '@hotwired/turbo';
import './styles/app.css';
import './auto-submit.js';
import { announcePage } from './announcer.js';
import { startLazy } from './lazy.js';
import { showOffers } from './offers.js';
import { showPicks } from './picks.js';
import { showShortlist } from './shortlist.js';
import { startSuggestions } from './suggest.js';
import { startThemeChoice } from './theme-choice.js';

/** Whatever the page holds comes to life, however it came: by the browser, by Turbo, or changed in place. */
function start(): void {
  startThemeChoice();
  showShortlist();
  showOffers();
  showPicks();
  startSuggestions();
  startLazy();
}

document.addEventListener('turbo:load', start);
document.addEventListener('turbo:render', () => {
  start();
  announcePage();
});
