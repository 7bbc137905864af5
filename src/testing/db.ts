import type {
  CompanyRow,
  ContactRow,
  CustomerRow,
  CustomFieldRow,
  FieldGroupRow,
  LeadRow,
  LossReasonRow,
  NoteRow,
  PipelineRow,
  RoleRow,
  SourceRow,
  TagRow,
  TaskRow,
  UnsortedRow,
  UserRow,
} from './rows.js';
import type { AccountRow } from './rows-account.js';
import type { EventRow } from './rows-events.js';
import { type RowSource, Table } from './table.js';

/** Everything that an account of the sandbox holds. Rows are read only; change them through the tables. */
export class Db {
  account: AccountRow;
  readonly leads: Table<LeadRow>;
  readonly contacts: Table<ContactRow>;
  readonly companies: Table<CompanyRow>;
  readonly customers: Table<CustomerRow>;
  readonly lossReasons: Table<LossReasonRow>;
  readonly pipelines: Table<PipelineRow>;
  readonly users: Table<UserRow>;
  readonly roles: Table<RoleRow>;
  readonly tasks: Table<TaskRow>;
  readonly notes: Table<NoteRow>;
  readonly tags: Table<TagRow>;
  readonly customFields: Table<CustomFieldRow>;
  readonly sources: Table<SourceRow>;
  /** Incoming leads by uid, those that were sorted included. */
  readonly unsorted = new Map<string, UnsortedRow>();
  /** Oldest first. */
  readonly events: EventRow[] = [];
  readonly fieldGroups = new Map<string, FieldGroupRow>();
  readonly #ids = new Map<string, number>();
  #version = 0;

  constructor(account: AccountRow, leads?: RowSource<LeadRow>) {
    const onChange = (): void => {
      this.#version += 1;
    };
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
    this.lossReasons = new Table({ firstId: 4_200_001, onChange });
    this.pipelines = new Table({ firstId: 7_000_001, onChange });
    this.users = new Table({ firstId: 11_000_001, onChange });
    this.roles = new Table({ firstId: 107_001, onChange });
    this.tasks = new Table({ firstId: 4_700_001, onChange });
    this.notes = new Table({ firstId: 76_000_001, onChange });
    this.tags = new Table({ firstId: 263_001, onChange });
    this.sources = new Table({ firstId: 15_001, onChange });
    this.customFields = new Table({ firstId: 1_928_001, onChange });
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
}
