import ical, { ICalAlarmType } from 'ical-generator';
import type { Ui } from '../i18n/ui.js';
import type { Offer } from '../offer/fact.js';
import { beginning } from '../offer/formatted-text.js';
import { placeText, runsAhead } from '../offer/runs.js';

const day = 86_400;

/**
 * Starts and application deadlines of the runs ahead as a calendar (RFC 5545), all-day events; a deadline reminds a week
 * before. Only dates that are exact to the day become events.
 */
export function offersCalendar(
  offers: readonly Offer[],
  { ui, today }: { readonly ui: Ui; readonly today: string },
): string {
  const calendar = ical({ name: ui.t('shortlist.title'), prodId: { company: 'Lotse', product: 'shortlist' } });
  for (const offer of offers) {
    const title = beginning(offer.title.text, 200);
    const who = offer.providers.map(({ name }) => name.text).join(', ');
    const [homepage] = offer.homepages;
    const common = {
      description: [who, homepage?.url].filter((part) => part).join('\n'),
      ...(homepage === undefined ? {} : { url: homepage.url }),
      allDay: true,
      stamp: new Date(`${today}T00:00:00Z`),
      timezone: 'UTC',
    };
    for (const run of runsAhead(offer, today)) {
      const start = run.period?.precision === 'DAY' ? run.period.start : undefined;
      if (start) {
        const places = run.places.flatMap((place) => placeText(place) ?? []);
        calendar.createEvent({
          ...common,
          id: `${run.id}-start@lotse`,
          start: new Date(`${start}T00:00:00Z`),
          summary: ui.t('calendar.start', { title }),
          ...(places[0] === undefined ? {} : { location: places[0] }),
        });
      }
      run.applicationWindows.forEach(({ closes }, at) => {
        if (!closes || closes < today) return;
        const event = calendar.createEvent({
          ...common,
          id: `${run.id}-deadline-${at}@lotse`,
          start: new Date(`${closes}T00:00:00Z`),
          summary: ui.t('calendar.deadline', { title }),
        });
        event.createAlarm({ type: ICalAlarmType.display, trigger: 7 * day });
      });
    }
  }
  return calendar.toString();
}
