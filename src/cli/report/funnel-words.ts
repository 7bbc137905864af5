import type { Funnel, FunnelStage } from '../../reports/funnel/funnel.js';
import { durationsOf, type Language, numbersOf, textsOf } from './texts.js';

/** How a funnel is written. */
export type FunnelWords = ReturnType<typeof wordsOf>;

/** Texts of a language, and figures as the account writes them. */
export function wordsOf(language: Language, country: string | undefined, currency: string) {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const duration = durationsOf(language);
  return {
    language,
    say: textsOf(language),
    ...numbersOf(country, currency),
    percent: (share: number | null): string => (share === null ? '-' : percent.format(share)),
    duration: (seconds: number | null): string => (seconds === null ? '-' : duration(seconds)),
  };
}

/** The figures of the whole report with their captions. */
export function tilesOf(funnel: Funnel, { say, whole, money, percent, duration }: FunnelWords): [string, string][] {
  const { leads, win_rate, median_cycle_seconds, velocity_per_day, first_response } = funnel;
  const tiles: [string, string][] = [
    [whole(leads), say('leadsCreated')],
    [percent(win_rate), say('wonOfClosed')],
    [duration(median_cycle_seconds), say('medianCycle')],
    [velocity_per_day === null ? '-' : money(velocity_per_day), say('velocity')],
  ];
  if (first_response) {
    const { median_seconds, answered, leads: asked } = first_response;
    tiles.push([duration(median_seconds), say('firstAnswer', { answered, leads: asked })]);
  }
  return tiles;
}

/** Captions of the figures of {@link rowOf}. */
export const columnsOf = ({ say }: FunnelWords): string[] => [
  say('reached'),
  say('toNext'),
  say('hereNow'),
  say('medianTime'),
];

/** A stage as a row of a table. */
export const rowOf = (stage: FunnelStage, { whole, percent, duration }: FunnelWords): string[] => [
  stage.name,
  whole(stage.reached),
  percent(stage.conversion),
  whole(stage.now),
  duration(stage.median_seconds),
];
