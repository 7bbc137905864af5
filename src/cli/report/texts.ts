/** Languages of the reports. */
export const LANGUAGES = ['en', 'pt', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the reports say, by language. `{n}` and the like stand for a value. */
const TEXTS = {
  en: {
    title: 'Why deals are lost',
    value: 'Value',
    deals: 'Deals',
    pipeline: 'Pipeline',
    user: 'User',
    reason: 'Reason',
    leads: 'Leads',
    average: 'Average',
    share: 'Share of value',
    allPipelines: 'All pipelines',
    byReason: 'By reason',
    byMonth: 'By month',
    byPipeline: 'By pipeline',
    byUser: 'By user',
    allReasons: 'All reasons',
    lostValue: 'lost value',
    lostDeals: 'lost deals',
    averageLost: 'average lost deal',
    topReason: 'top reason',
    ofValue: '{n}% of value',
    others: '{n} others',
    rest: 'Others',
    none: 'none',
    all: 'all',
    noReason: 'No reason given',
    span: '{from} to {to}',
    since: 'from {from}',
    until: 'up to {to}',
    ever: 'all days',
    empty: 'No deals were lost ({span}).',
    footer: 'Made on {day} by kommo-sdk report loss-reasons. Months are by closing date, in the time zone {zone}.',
    script: 'This page draws its charts with JavaScript.',
    created: 'created',
    won: 'won',
    lost: 'lost',
    lostBecause: 'lost because',
    inCurrency: 'in {currency}',
    winRate: 'won of all closed: {n}%',
    more: '{n} more',
    today: 'today',
    thisMonth: 'this month',
    lastMonth: 'last month',
    pipelineThisMonth: 'pipeline, this month',
    tasks: 'tasks: {overdue} late, {due} due today',
    noSales: 'No leads were created, won or lost.',
    partial: 'The period holds more leads than a report reads, so these figures cover a part.',
    funnelTitle: 'Sales funnel',
    funnelFooter:
      'Made on {day} by kommo-sdk report funnel. It covers the leads that were created in the period, in the time zone {zone}.',
    emptyFunnel: 'No leads were created: {span}.',
    partialFunnel: 'Some leads or events of the period are missing, so these figures cover a part.',
    stage: 'Stage',
    reached: 'Reached',
    toNext: 'To the next stage',
    hereNow: 'Here now',
    medianTime: 'Median time',
    byStage: 'Conversion by stage',
    timeByStage: 'Median time by stage',
    leadsCreated: 'leads created',
    wonOfClosed: 'won of all closed',
    medianCycle: 'median time to win',
    velocity: 'sales velocity, per day',
    firstAnswer: 'median first response, {answered} of {leads} answered',
  },
  pt: {
    title: 'Por que perdemos negócios',
    value: 'Valor',
    deals: 'Negócios',
    pipeline: 'Funil',
    user: 'Usuário',
    reason: 'Motivo',
    leads: 'Leads',
    average: 'Média',
    share: 'Parte do valor',
    allPipelines: 'Todos os funis',
    byReason: 'Por motivo',
    byMonth: 'Por mês',
    byPipeline: 'Por funil',
    byUser: 'Por usuário',
    allReasons: 'Todos os motivos',
    lostValue: 'valor perdido',
    lostDeals: 'negócios perdidos',
    averageLost: 'média por negócio perdido',
    topReason: 'motivo principal',
    ofValue: '{n}% do valor',
    others: 'outros {n}',
    rest: 'Outros',
    none: 'nenhum',
    all: 'todos',
    noReason: 'Sem motivo informado',
    span: '{from} a {to}',
    since: 'desde {from}',
    until: 'até {to}',
    ever: 'todos os dias',
    empty: 'Nenhum negócio perdido ({span}).',
    footer: 'Feito em {day} por kommo-sdk report loss-reasons. Meses pela data de fechamento, no fuso {zone}.',
    script: 'Esta página desenha os gráficos com JavaScript.',
    created: 'criados',
    won: 'ganhos',
    lost: 'perdidos',
    lostBecause: 'perdidos por',
    inCurrency: 'em {currency}',
    winRate: 'ganhos entre os fechados: {n}%',
    more: 'mais {n}',
    today: 'hoje',
    thisMonth: 'este mês',
    lastMonth: 'mês passado',
    pipelineThisMonth: 'funil, este mês',
    tasks: 'tarefas: {overdue} atrasadas, {due} para hoje',
    noSales: 'Nenhum lead criado, ganho ou perdido.',
    partial: 'O período tem mais leads do que o relatório lê; os números cobrem uma parte.',
    funnelTitle: 'Funil de vendas',
    funnelFooter: 'Feito em {day} por kommo-sdk report funnel. Abrange os leads criados no período, no fuso {zone}.',
    emptyFunnel: 'Nenhum lead criado: {span}.',
    partialFunnel: 'Faltam alguns leads ou eventos do período; os números cobrem uma parte.',
    stage: 'Etapa',
    reached: 'Alcançaram',
    toNext: 'Para a próxima etapa',
    hereNow: 'Aqui agora',
    medianTime: 'Tempo mediano',
    byStage: 'Conversão por etapa',
    timeByStage: 'Tempo mediano por etapa',
    leadsCreated: 'leads criados',
    wonOfClosed: 'ganhos entre os fechados',
    medianCycle: 'tempo mediano até ganhar',
    velocity: 'velocidade de vendas, por dia',
    firstAnswer: 'primeira resposta mediana, {answered} de {leads} respondidos',
  },
  es: {
    title: 'Por qué perdemos ventas',
    value: 'Valor',
    deals: 'Ventas',
    pipeline: 'Embudo',
    user: 'Usuario',
    reason: 'Motivo',
    leads: 'Leads',
    average: 'Promedio',
    share: 'Parte del valor',
    allPipelines: 'Todos los embudos',
    byReason: 'Por motivo',
    byMonth: 'Por mes',
    byPipeline: 'Por embudo',
    byUser: 'Por usuario',
    allReasons: 'Todos los motivos',
    lostValue: 'valor perdido',
    lostDeals: 'ventas perdidas',
    averageLost: 'promedio por venta perdida',
    topReason: 'motivo principal',
    ofValue: '{n}% del valor',
    others: 'otros {n}',
    rest: 'Otros',
    none: 'ninguno',
    all: 'todos',
    noReason: 'Sin motivo indicado',
    span: '{from} a {to}',
    since: 'desde {from}',
    until: 'hasta {to}',
    ever: 'todos los días',
    empty: 'No se perdió ninguna venta ({span}).',
    footer: 'Hecho el {day} por kommo-sdk report loss-reasons. Meses por fecha de cierre, en la zona horaria {zone}.',
    script: 'Esta página dibuja sus gráficos con JavaScript.',
    created: 'creados',
    won: 'ganados',
    lost: 'perdidos',
    lostBecause: 'perdidos por',
    inCurrency: 'en {currency}',
    winRate: 'ganados entre los cerrados: {n}%',
    more: '{n} más',
    today: 'hoy',
    thisMonth: 'este mes',
    lastMonth: 'mes pasado',
    pipelineThisMonth: 'embudo, este mes',
    tasks: 'tareas: {overdue} atrasadas, {due} para hoy',
    noSales: 'No se creó, ganó ni perdió ningún lead.',
    partial: 'El período tiene más leads de los que lee el informe; las cifras cubren una parte.',
    funnelTitle: 'Embudo de ventas',
    funnelFooter:
      'Hecho el {day} por kommo-sdk report funnel. Abarca los leads creados en el período, en la zona horaria {zone}.',
    emptyFunnel: 'No se creó ningún lead: {span}.',
    partialFunnel: 'Faltan algunos leads o eventos del período; las cifras cubren una parte.',
    stage: 'Etapa',
    reached: 'Llegaron',
    toNext: 'A la siguiente etapa',
    hereNow: 'Aquí ahora',
    medianTime: 'Tiempo mediano',
    byStage: 'Conversión por etapa',
    timeByStage: 'Tiempo mediano por etapa',
    leadsCreated: 'leads creados',
    wonOfClosed: 'ganados entre los cerrados',
    medianCycle: 'tiempo mediano hasta ganar',
    velocity: 'velocidad de ventas, por día',
    firstAnswer: 'primera respuesta mediana, {answered} de {leads} respondidos',
  },
} as const;

/** Name of a text. */
export type TextKey = keyof (typeof TEXTS)['en'];
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of a language. */
export function textsOf(language: Language): Say {
  return (key, values = {}) => {
    const text: string = TEXTS[language][key];
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** The days of a period in words. */
export function spanText(say: Say, { from, to }: { from?: string | undefined; to?: string | undefined }): string {
  if (from !== undefined && to !== undefined) return say('span', { from, to });
  if (from !== undefined) return say('since', { from });
  return to === undefined ? say('ever') : say('until', { to });
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Writes a span of time in the largest unit that it holds twice: `3.5 days`, `90 min`. */
export function durationsOf(language: Language): (seconds: number) => string {
  return (seconds) => {
    const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ['second', 1];
    const format = new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    });
    return format.format(seconds / size);
  };
}

/** The locale whose separators an account uses: that of its country, in its most spoken language. */
export function localeOf(country: string | undefined): string {
  try {
    return new Intl.Locale(`und-${country ?? 'US'}`).maximize().toString();
  } catch {
    return 'en-US';
  }
}

/** Writes amounts of an account's currency, and plain numbers, with the separators of its country. */
export function numbersOf(country: string | undefined, currency: string) {
  const locale = localeOf(country);
  const format = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
    try {
      const money = new Intl.NumberFormat(locale, { style: 'currency', currency, ...options });
      return (value) => money.format(value);
    } catch {
      // Not a currency code.
      const plain = new Intl.NumberFormat(locale, options);
      return (value) => plain.format(value);
    }
  };
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  return {
    whole: (value: number): string => whole.format(value),
    short: (value: number): string => short.format(value),
    money: format({ maximumFractionDigits: 0 }),
    shortMoney: format({ notation: 'compact', maximumFractionDigits: 1 }),
  };
}
