import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Offer } from '../../embedding/answer.js';
import { badgesOf, factsOf, providersOf } from '../../embedding/facts.js';
import { fill } from '../../embedding/messages/languages.js';
import type { WidgetState } from '../state.js';
import { shownText } from './frame.js';
import { externalIcon } from './icons.js';

/** What was found: offers, or why there are none. */
export function results(view: WidgetState): TemplateResult {
  const { phase, offers } = view.search;
  const { t } = view.speech;
  if (phase === 'failed') return problem(view);
  if (phase === 'idle') return html`<p class="notice" part="notice">${t.idle}</p>`;
  if (phase === 'done' && offers.length === 0)
    return html`<div class="notice" part="notice"><strong>${t.none}</strong><p>${t.noneHint}</p></div>`;
  if (offers.length === 0) return skeleton(view.options.pageSize);
  return html`<ol part="results" class="list">${repeat(
    offers,
    ({ id }) => id,
    (offer) => card(view, offer),
  )}</ol>
    ${moreButton(view)}`;
}

function card(view: WidgetState, offer: Offer): TemplateResult {
  const { t } = view.speech;
  const { names, where } = providersOf(offer);
  const badges = badgesOf(offer, view.speech);
  return html`<li part="card" class="card">
    ${title(view, offer)}
    ${
      `${names}${where}` === ''
        ? nothing
        : html`<p class="provider" part="provider"><bdi>${names}</bdi>${where === '' ? nothing : html`<span> · <bdi>${where}</bdi></span>`}</p>`
    }
    ${badges.length === 0 ? nothing : html`<ul class="badges">${badges.map((badge) => html`<li part="badge">${badge}</li>`)}</ul>`}
    <dl part="facts" class="facts">
      ${factsOf(offer, view.speech).map(
        ({ name, text, derived }) => html`<div part="fact">
          <dt>${name}</dt>
          <dd class=${text === undefined ? 'unsaid' : ''}>${text ?? t.notStated}${derived ? html` <small>${t.derived}</small>` : nothing}</dd>
        </div>`,
      )}
    </dl>
  </li>`;
}

function title(view: WidgetState, offer: Offer): TemplateResult {
  const { text, language } = offer.title;
  const isNew = view.options.target === 'new';
  return html`<div role="heading" aria-level=${view.options.headingLevel} class="title" part="title"><a part="link" href=${view.offerUrl(offer)}
      target=${isNew ? '_blank' : nothing} rel=${isNew ? 'noopener' : nothing} lang=${language === 'und' ? nothing : language}
      dir="auto" @click=${(event: MouseEvent) => view.open(event, offer)}>${text}${
        isNew
          ? html`<span class="out" lang=${view.speech.language}>${externalIcon}<span class="hidden">${view.speech.t.newTab}</span></span>`
          : nothing
      }</a></div>`;
}

function moreButton(view: WidgetState): TemplateResult | typeof nothing {
  const { t, number } = view.speech;
  const { offers, total, hasMore, adding } = view.search;
  if (!hasMore) return nothing;
  const n = number(Math.min(view.options.pageSize, total - offers.length));
  return html`<div class="more">
    <p>${shownText(view.search, view.speech)}</p>
    <button type="button" part="button more" class="secondary" aria-disabled=${adding} @click=${() => void view.more()}>
      ${adding ? t.loading : fill(t.more, { n })}
    </button>
  </div>`;
}

/** As large as what will be there, so that nothing jumps. */
function skeleton(count: number): TemplateResult {
  return html`<div class="list" aria-hidden="true">
    ${Array.from({ length: Math.min(count, 5) }, () => html`<div class="card bones"><i></i><i></i><i></i></div>`)}
  </div>`;
}

function problem(view: WidgetState): TemplateResult {
  const { t } = view.speech;
  const kind = view.search.problem?.kind ?? 'away';
  return html`<div class="notice problem" part="notice error" role="alert">
    <p>${t[kind]}</p>
    ${kind === 'broken' ? nothing : html`<button type="button" part="button" class="secondary" @click=${() => void view.retry()}>${t.retry}</button>`}
  </div>`;
}
