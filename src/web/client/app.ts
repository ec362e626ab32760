import '@hotwired/turbo';
import './styles/app.css';
import './auto-submit.js';
import { announcePage } from './announcer.js';
import { showOffers } from './offers.js';
import { showShortlist } from './shortlist.js';
import { startThemeChoice } from './theme-choice.js';

/** Runs once a page stands, whether it came by the browser or by Turbo. */
document.addEventListener('turbo:load', () => {
  startThemeChoice();
  showShortlist();
  showOffers();
});
document.addEventListener('turbo:render', () => {
  startThemeChoice();
  showShortlist();
  showOffers();
  announcePage();
});
