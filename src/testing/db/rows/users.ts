import type { EntityType, Seconds } from './entities.js';

export type Right = 'A' | 'G' | 'M' | 'D';

export interface RightsRow {
  readonly leads: Readonly<Record<string, Right>>;
  readonly contacts: Readonly<Record<string, Right>>;
  readonly companies: Readonly<Record<string, Right>>;
  readonly tasks: Readonly<Record<string, Right>>;
  readonly mail_access: boolean;
  readonly catalog_access: boolean;
  readonly status_rights: readonly unknown[] | null;
}

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly lang: string;
  readonly rights: RightsRow;
  readonly is_admin: boolean;
  readonly is_free: boolean;
  readonly is_active: boolean;
  readonly group_id: number | null;
  readonly role_id: number | null;
  readonly uuid: string | null;
  readonly amojo_id: string | null;
  readonly user_rank: string | null;
  readonly phone_number: string | null;
}

export interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly rights: RightsRow;
}

export interface TaskTypeRow {
  readonly id: number;
  readonly name: string;
  readonly color: string | null;
  readonly icon_id: number | null;
  readonly code: string | null;
}

export interface TaskRow {
  readonly id: number;
  readonly text: string;
  readonly task_type_id: number;
  readonly entity_id: number | null;
  readonly entity_type: EntityType | null;
  readonly responsible_user_id: number;
  readonly is_completed: boolean;
  readonly duration: number;
  readonly complete_till: Seconds;
  readonly result: string | null;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface NoteRow {
  readonly id: number;
  readonly entity_type: EntityType;
  readonly entity_id: number;
  readonly note_type: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly is_pinned: boolean;
  readonly responsible_user_id: number;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}
