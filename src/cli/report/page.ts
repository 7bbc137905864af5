/** Runs in the browser: draws the report that lies in `#data`. Bundled into the command line by page-script.ts. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  Tooltip,
} from 'chart.js';
import { type Axis, type LossCell, type LossReport, sumOf, type Total, totals } from './data.js';
import { numbersOf, spanText, textsOf } from './texts.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const report = JSON.parse(byId('data').textContent ?? '') as LossReport;
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const ink = dark ? '#98a2b3' : '#667085';
const line = dark ? '#2c313d' : '#eceef2';
// Told apart without colour vision, too (after Okabe and Ito), on both grounds.
const COLORS = ['#3f6fd8', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#a5abb8'];
const TOP = COLORS.length - 1;

const say = textsOf(report.language);
const { whole, short, money, shortMoney } = numbersOf(report.country, report.currency);

type Measure = 'value' | 'leads';
let measure: Measure = 'value';
let pipeline = -1;
const charts: Chart[] = [];

const passes = (cell: LossCell): boolean => pipeline < 0 || cell[1] === pipeline;
const along = (axis: Axis): Total[] => totals(report, axis, passes).filter(({ leads }) => leads > 0);
const ranked = (axis: Axis): Total[] => along(axis).sort((a, b) => b[measure] - a[measure]);
const full = (amount: number): string => (measure === 'value' ? money(amount) : whole(amount));
const tick = (amount: number | string): string => (measure === 'value' ? shortMoney : short)(Number(amount));

/** The largest, and one for all the rest. */
function largest(list: readonly Total[], most: number): Total[] {
  if (list.length <= most) return [...list];
  const rest = list.slice(most - 1);
  return [...list.slice(0, most - 1), { name: say('others', { n: rest.length }), ...sumOf(rest) }];
}

function bars(id: string, list: readonly Total[], color: string): void {
  const config: ChartConfiguration<'bar'> = {
    type: 'bar',
    data: {
      labels: list.map(({ name }) => (name.length > 26 ? `${name.slice(0, 25)}…` : name)),
      datasets: [
        { data: list.map((total) => total[measure]), backgroundColor: color, borderRadius: 4, maxBarThickness: 26 },
      ],
    },
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      animation: false,
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: ({ parsed }) => full(parsed.x ?? 0) } } },
      scales: {
        x: {
          ticks: { color: ink, callback: tick, maxTicksLimit: 6 },
          grid: { color: line },
          border: { display: false },
        },
        y: { ticks: { color: ink, autoSkip: false }, grid: { display: false }, border: { display: false } },
      },
    },
  };
  charts.push(new Chart(byId(id) as HTMLCanvasElement, config));
}

function months(): void {
  const order = ranked('reasons').map(({ name }) => report.reasons.indexOf(name));
  const groups = order.slice(0, TOP).map((reason) => ({ label: report.reasons[reason] as string, has: [reason] }));
  if (order.length > TOP) groups.push({ label: say('rest'), has: order.slice(TOP) });
  const config: ChartConfiguration<'bar'> = {
    type: 'bar',
    data: {
      labels: report.months.map(monthName),
      datasets: groups.map(({ label, has }, i) => ({
        label,
        data: totals(report, 'months', (cell) => passes(cell) && has.includes(cell[0])).map((total) => total[measure]),
        backgroundColor: COLORS[i] as string,
        maxBarThickness: 34,
      })),
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      plugins: {
        legend: { position: 'bottom', labels: { color: ink, boxWidth: 10, boxHeight: 10, padding: 14 } },
        tooltip: {
          mode: 'index',
          callbacks: { label: ({ dataset, parsed }) => ` ${dataset.label}: ${full(parsed.y ?? 0)}` },
        },
      },
      scales: {
        x: { stacked: true, ticks: { color: ink, maxRotation: 0 }, grid: { display: false }, border: { color: line } },
        y: {
          stacked: true,
          ticks: { color: ink, callback: tick, maxTicksLimit: 6 },
          grid: { color: line },
          border: { display: false },
        },
      },
    },
  };
  charts.push(new Chart(byId('months') as HTMLCanvasElement, config));
}

const monthName = (month: string): string =>
  new Date(`${month}-15T00:00:00Z`).toLocaleDateString(report.language, { month: 'short', year: '2-digit' });

function element(tag: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

function tiles(list: readonly Total[]): void {
  const { leads, value } = sumOf(list);
  const top = list[0];
  const tile = (text: string, caption: string): HTMLElement => {
    const made = element('div', element('b', text), element('span', caption));
    made.className = 'tile';
    made.title = text;
    return made;
  };
  byId('tiles').replaceChildren(
    tile(money(value), say('lostValue')),
    tile(whole(leads), say('lostDeals')),
    tile(money(leads === 0 ? 0 : value / leads), say('averageLost')),
    tile(
      top?.name ?? say('none'),
      `${say('topReason')}${top && value > 0 && measure === 'value' ? `, ${say('ofValue', { n: Math.round((top.value / value) * 100) })}` : ''}`,
    ),
  );
}

function table(list: readonly Total[]): void {
  const { value } = sumOf(list);
  const most = Math.max(...list.map((total) => total.value), 1);
  const rows = list.map((total) => {
    const share = value === 0 ? 0 : total.value / value;
    const bar = element('i');
    bar.style.width = `${Math.round((total.value / most) * 80)}px`;
    return element(
      'tr',
      element('td', total.name),
      element('td', whole(total.leads)),
      element('td', money(total.value)),
      element('td', money(total.value / total.leads)),
      element('td', bar, `${(share * 100).toFixed(1)}%`),
    );
  });
  byId('rows').replaceChildren(...rows);
}

function draw(): void {
  for (const chart of charts.splice(0)) chart.destroy();
  const reasons = ranked('reasons');
  tiles(reasons);
  bars('reasons', largest(reasons, 12), COLORS[0] as string);
  months();
  bars('pipelines', largest(ranked('pipelines'), 8), COLORS[2] as string);
  bars('users', largest(ranked('users'), 8), COLORS[1] as string);
  table(reasons);
}

function start(): void {
  const { account, months: all, madeOn, zone } = report;
  const { from = all[0], to = all.at(-1) } = report;
  byId('subtitle').textContent = `${account}, ${spanText(say, { from, to })}`;
  byId('footer').textContent = say('footer', { day: madeOn, zone });
  const select = byId('pipeline') as HTMLSelectElement;
  select.append(...[say('allPipelines'), ...report.pipelines].map((name, i) => new Option(name, String(i - 1))));
  byId('controls').addEventListener('change', () => {
    measure = (document.querySelector('input[name=measure]:checked') as HTMLInputElement).value as Measure;
    pipeline = Number(select.value);
    draw();
  });
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  draw();
  document.documentElement.dataset['ready'] = 'true';
}

start();
