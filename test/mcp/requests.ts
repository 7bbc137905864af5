type Args = Record<string, unknown>;
/** A call, whose arguments may come from the answers before it. */
export type Step = readonly [tool: string, args: Args | ((answers: readonly Args[]) => Args), shows: RegExp];

const idOf = (answer: Args | undefined): unknown => answer?.['id'];
const itemsOf = (answer: Args | undefined, key: string): Args[] => (answer?.[key] ?? []) as Args[];
const whatsApp = ([talks]: readonly Args[]): unknown =>
  itemsOf(talks, 'items').find(({ origin }) => origin === 'waba')?.['talk_id'];

/** Twelve requests of a sales manager, each with the calls that serve it. Today is 2026-10-20. */
export const REQUESTS: readonly { readonly asks: string; readonly steps: readonly Step[] }[] = [
  { asks: 'How do sales of this month compare with last month?', steps: [['get_dashboard', {}, /"last_month":/]] },
  { asks: 'What is open in each stage, and what is it worth?', steps: [['pipeline_snapshot', {}, /"Negotiation"/]] },
  {
    asks: "Which are Diego's ten largest open deals over 10,000?",
    steps: [
      [
        'get_leads',
        {
          responsible_user_id: 'Diego Ramírez',
          state: 'open',
          price_from: 10_000,
          order: 'price',
          limit: 10,
          fields: ['name', 'price', 'status_id', 'updated_at'],
        },
        /"status":/,
      ],
    ],
  },
  { asks: 'Which tasks are overdue?', steps: [['get_tasks', { due: 'overdue', limit: 20 }, /"complete_till":/]] },
  {
    asks: 'Who called from +1 (205) 555-0100, and what are they buying?',
    steps: [['search', { query: '+1 (205) 555-0100' }, /Maria Smith.*"leads":/]],
  },
  {
    asks: 'Prepare me for the call about lead 20000004.',
    steps: [
      ['get_lead', { id: 20000004 }, /"contacts":/],
      ['get_timeline', { entity_id: 20000004, limit: 15 }, /Needs an offer by Friday/],
    ],
  },
  {
    asks: 'Ana Prado called about the yearly plan, 4,900 dollars. Set it up, and remind me tomorrow to send the offer.',
    steps: [
      ['create_contact', { name: 'Ana Prado', phone: '+5511987654321' }, /"stored":/],
      ['create_lead', ([ana]) => ({ name: 'Yearly plan', price: 4900, contact_id: idOf(ana) }), /"contacts":/],
      [
        'create_task',
        ([, lead]) => ({
          text: 'Send the offer',
          entity_id: idOf(lead),
          complete_till: 'tomorrow',
          responsible_user_id: 'me',
        }),
        /2026-10-21T23:59:59/,
      ],
    ],
  },
  {
    asks: 'Move lead 20000004 to Proposta enviada, and note that the budget was approved.',
    steps: [
      ['move_lead', { lead_id: 20000004, status_id: 'Proposta enviada' }, /"status":"Proposta enviada"/],
      ['add_note', { entity_id: 20000004, text: 'The budget was approved.' }, /approved/],
    ],
  },
  {
    asks: 'Why did we lose deals this year?',
    steps: [['get_sales_report', { dateFrom: '2026-01-01' }, /"lost_by_reason":/]],
  },
  {
    asks: 'I called the client of task 4745004. Close it, and put a meeting on 2 November at nine.',
    steps: [
      ['complete_task', { task_id: 4745004, result: 'Called; they want a meeting.' }, /"is_completed":true/],
      [
        'create_task',
        { text: 'Meeting', entity_id: 20000004, task_type_id: 'Meeting', complete_till: '2026-11-02T09:00' },
        /2026-11-02T09:00:00-05:00.*"task_type":"Meeting"/,
      ],
    ],
  },
  {
    asks: 'Who writes to us right now? Answer the one on WhatsApp that we deliver on Friday.',
    steps: [
      ['list_talks', { open: true }, /"origin":"waba"/],
      ['get_conversation', (answers) => ({ talk_id: whatsApp(answers) }), /yearly plan/],
      ['send_message', (answers) => ({ talk_id: whatsApp(answers), text: 'We deliver on Friday.' }), /"ok":true/],
    ],
  },
  {
    asks: 'Maria Smith has a new e-mail, maria@example.com. Make her a VIP.',
    steps: [
      ['search', { query: 'Maria Smith', limit: 1 }, /"contacts":/],
      [
        'update_contact',
        ([found]) => ({ id: itemsOf(found, 'contacts')[0]?.['id'], email: 'maria@example.com', add_tags: ['VIP'] }),
        /maria@example\.com/,
      ],
    ],
  },
];
