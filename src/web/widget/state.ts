import type { Offer } from '../embedding/answer.js';
import { type FilterName, filterNames, filters, type ShownFilter } from '../embedding/filters.js';
import type {
  LearningOpportunityFilter as Filter,
  WidgetSearchQueryVariables as Variables,
} from '../embedding/generated/operations.js';
import { type Speech, speechIn } from '../embedding/messages/languages.js';
import { joined, type Options } from '../embedding/options.js';
import { type SortName, sorts } from '../embedding/sorts.js';
import { type Chip, type Condition, chipsOf, withCondition } from './chosen.js';
import { SearchProblem } from './gateway.js';
import { Search } from './search.js';

/** What the state asks of the element that shows it. */
export interface Shell {
  /** Something has changed: show it. */
  changed(): void;
  /** Tells the page; false when it has cancelled the event. */
  tell(name: string, detail: object): boolean;
  /** Once what has changed is shown, moves the focus to the first of these that is there. */
  focus(...selectors: readonly string[]): void;
}

/** What a widget shows at the moment, and what readers can do to it. */
export class WidgetState {
  readonly search: Search;
  words: string;
  chosen: Filter;
  sort: SortName;
  hasFiltersOpen = false;
  expanded: ReadonlySet<FilterName> = new Set();

  constructor(
    readonly options: Options,
    private readonly shell: Shell,
  ) {
    this.words = options.words;
    this.chosen = options.initial;
    this.sort = options.sort;
    this.search = new Search(() => shell.changed());
  }

  /** In the language of the preset where it allows others only. */
  get speech(): Speech {
    return speechIn(this.language);
  }

  get language(): string {
    const { language } = this.options;
    const allowed = this.search.lock?.languages ?? [];
    const base = (tag: string) => tag.toLowerCase().split('-', 1)[0];
    const isAllowed = allowed.length === 0 || allowed.some((each) => base(each) === base(language));
    return isAllowed ? language : (allowed[0] ?? language);
  }

  /** Filters that readers can choose: those that the preset fixes are left out. */
  get shown(): readonly ShownFilter[] {
    const locked = this.search.lock?.filter ?? {};
    return this.options.shown.filter(({ name }) => locked[filters[name].field] === undefined);
  }

  get chips(): readonly Chip[] {
    return chipsOf(this.chosen, this.search.facets, this.speech);
  }

  offerUrl({ id }: Offer): string {
    return `${this.options.gateway}/offers/${id}?lang=${encodeURIComponent(this.language)}`;
  }

  /** Searches, unless the widget waits for a reader or its attributes cannot be read. */
  begin(): void {
    const { problems, waits } = this.options;
    if (problems.length > 0)
      this.shell.tell('lotse-error', { kind: 'broken', code: 'ATTRIBUTES', message: problems.join('\n') });
    if (problems.some((problem) => /^(filter|locked):/.test(problem))) {
      this.search.fail(new SearchProblem('broken', 'ATTRIBUTES', problems.join('\n')));
    } else if (!waits) void this.run();
  }

  submit(words: string): void {
    this.words = words;
    void this.run();
  }

  choose(name: FilterName, condition: Condition): void {
    this.chosen = withCondition(this.chosen, name, condition);
    void this.run();
  }

  /** Takes off the chip at this place. */
  drop(index: number): void {
    const chip = this.chips[index];
    if (chip === undefined) return;
    this.choose(chip.name, chip.without);
    const at = `.chips li:nth-child(${Math.min(index + 1, Math.max(1, this.chips.length))}) .chip`;
    this.shell.focus(at, '.opener', '#words', 'summary');
  }

  clear(): void {
    this.chosen = {};
    void this.run();
    this.shell.focus('#words', '.opener', 'summary');
  }

  order(sort: SortName): void {
    this.sort = sort;
    void this.run();
  }

  toggleFilters(): void {
    this.hasFiltersOpen = !this.hasFiltersOpen;
    this.shell.changed();
  }

  toggleExpanded(name: FilterName): void {
    const { expanded } = this;
    this.expanded = new Set(expanded.has(name) ? [...expanded].filter((each) => each !== name) : [...expanded, name]);
    this.shell.changed();
  }

  async more(): Promise<void> {
    const before = this.search.offers.length;
    if (await this.search.more()) this.shell.focus(`.card:nth-child(${before + 1}) a`);
    this.#report();
  }

  async retry(): Promise<void> {
    await this.search.retry();
    this.#report();
    this.shell.focus('#words', '.opener');
  }

  /** Tells the page that an offer is about to open; the page may do it itself. */
  open(event: MouseEvent, offer: Offer): void {
    const detail = { id: offer.id, title: offer.title.text, url: this.offerUrl(offer) };
    const isOurs = this.shell.tell('lotse-open', detail);
    const wantsTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!isOurs || (this.options.target === 'event' && !wantsTab)) event.preventDefault();
  }

  async run(): Promise<void> {
    const { gateway, preset } = this.options;
    if ((await this.search.start({ gateway, preset, variables: this.#variables() })) || this.search.problem)
      this.#report();
  }

  #report(): void {
    const { problem, total, offers } = this.search;
    if (problem === undefined) this.shell.tell('lotse-results', { total, shown: offers.length, words: this.words });
    else this.shell.tell('lotse-error', { kind: problem.kind, code: problem.code, message: problem.message });
  }

  #variables(): Variables {
    const { pageSize, locked, shown, language, hidden } = this.options;
    const filter = joined(this.chosen, locked);
    const sort = sorts[this.sort];
    const asked = filterNames.filter(
      (name) =>
        (!hidden.has('filters') && shown.some((each) => each.name === name)) ||
        this.chosen[filters[name].field] !== undefined,
    );
    const under = (name: FilterName) => shown.find((each) => each.name === name)?.under;
    const [field, region] = [under('field'), under('region')];
    return {
      language,
      first: pageSize,
      ...(this.words === '' ? {} : { query: this.words }),
      ...(Object.keys(filter).length === 0 ? {} : { filter }),
      ...(sort.length === 0 ? {} : { sort: [...sort] }),
      ...Object.fromEntries(asked.map((name) => [name, true])),
      ...(field === undefined ? {} : { fieldUnder: field }),
      ...(region === undefined ? {} : { regionUnder: region }),
    };
  }
}
