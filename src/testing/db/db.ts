import type {
  AccountRow,
  AiAgentRow,
  BotRow,
  BotRunRow,
  CatalogRow,
  CompanyRow,
  ContactChatRow,
  ContactRow,
  CustomerRow,
  CustomerStatusRow,
  CustomFieldRow,
  ElementRow,
  EntityFileRow,
  EventRow,
  FieldGroupRow,
  FileRow,
  LeadRow,
  LossReasonRow,
  NoteRow,
  PipelineRow,
  RoleRow,
  SegmentRow,
  SourceRow,
  TagRow,
  TalkMessageRow,
  TalkRow,
  TaskRow,
  TemplateRow,
  TransactionRow,
  UnsortedRow,
  UploadRow,
  UserRow,
  WebhookRow,
  WebsiteButtonRow,
  WidgetRow,
} from './rows/index.js';
import { type RowSource, Table } from './table.js';

/** Everything that an account of the sandbox holds. Rows are read-only. Change them through the tables. */
export class Db {
  account: AccountRow;
  readonly leads: Table<LeadRow>;
  readonly contacts: Table<ContactRow>;
  readonly companies: Table<CompanyRow>;
  readonly customers: Table<CustomerRow>;
  readonly lossReasons = this.#table<LossReasonRow>(4_200_001);
  readonly pipelines = this.#table<PipelineRow>(7_000_001);
  readonly users = this.#table<UserRow>(11_000_001);
  readonly roles = this.#table<RoleRow>(107_001);
  readonly tasks = this.#table<TaskRow>(4_700_001);
  readonly notes = this.#table<NoteRow>(76_000_001);
  readonly tags = this.#table<TagRow>(263_001);
  readonly customFields = this.#table<CustomFieldRow>(1_928_001);
  readonly catalogs = this.#table<CatalogRow>(9_001);
  readonly elements = this.#table<ElementRow>(525_001);
  readonly segments = this.#table<SegmentRow>(701);
  readonly customerStatuses = this.#table<CustomerStatusRow>(4_001);
  readonly transactions = this.#table<TransactionRow>(134_001);
  readonly sources = this.#table<SourceRow>(15_001);
  readonly webhooks = this.#table<WebhookRow>(839_001);
  readonly templates = this.#table<TemplateRow>(7_201);
  readonly bots = this.#table<BotRow>(5_001);
  readonly talks = this.#table<TalkRow>(3_001);
  readonly widgets = this.#table<WidgetRow>(601);
  readonly contactChats = this.#table<ContactChatRow>(7_101);
  readonly websiteButtons = this.#table<WebsiteButtonRow>(10_001);
  readonly entityFiles = this.#table<EntityFileRow>(9_501);
  /** Messages of conversations, oldest first. */
  talkMessages: TalkMessageRow[] = [];
  /** Messages that may still be sent this month. A send beyond it is a 402. */
  messageQuota = 500;
  /** Scopes of the token. Remove one to test a refused call. */
  readonly scopes = new Set(['list_external_messages', 'send_external_messages']);
  /** Files of the drive by uuid. */
  readonly files = new Map<string, FileRow>();
  /** Uploads under way, by the last part of their address. */
  readonly uploads = new Map<string, UploadRow>();
  /** Launches of bots that were asked for, oldest first. */
  botRuns: BotRunRow[] = [];
  /** AI agents by id. */
  readonly aiAgents = new Map<string, AiAgentRow>();
  /** Incoming leads by uid, those that were sorted included. */
  readonly unsorted = new Map<string, UnsortedRow>();
  /** Oldest first. */
  readonly events: EventRow[] = [];
  readonly fieldGroups = new Map<string, FieldGroupRow>();
  readonly #ids = new Map<string, number>();
  #version = 0;

  /** @internal */
  constructor(account: AccountRow, leads?: RowSource<LeadRow>) {
    const onChange = (): void => this.#changed();
    this.account = account;
    this.leads = new Table({
      firstId: 20_000_001,
      hidden: (row) => row.is_deleted,
      onChange,
      ...(leads && { source: leads }),
    });
    this.contacts = new Table({ firstId: 30_000_001, hidden: (row) => row.is_deleted || row.is_unsorted, onChange });
    this.companies = new Table({ firstId: 40_000_001, hidden: (row) => row.is_deleted || row.is_unsorted, onChange });
    this.customers = new Table({ firstId: 50_001, hidden: (row) => row.is_deleted, onChange });
  }

  /** Grows with each change of any table. */
  get version(): number {
    return this.#version;
  }

  /** Next id of a kind that has no table of its own: stages, enums. */
  nextId(kind: string, first: number): number {
    const id = this.#ids.get(kind) ?? first;
    this.#ids.set(kind, id + 1);
    return id;
  }

  #table<R extends { readonly id: number }>(firstId: number): Table<R> {
    return new Table<R>({ firstId, onChange: () => this.#changed() });
  }

  #changed(): void {
    this.#version += 1;
  }
}
