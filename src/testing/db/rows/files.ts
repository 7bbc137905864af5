import type { EntityType, Seconds } from './entities.js';

export interface FileVersionRow {
  readonly uuid: string;
  readonly name: string;
  readonly extension: string;
  readonly mime_type: string;
  /** Bytes. */
  readonly size: number;
  readonly session_id: number;
  readonly content: Uint8Array;
  readonly created_at: Seconds;
  readonly created_by: number;
}

/** A file of the drive, as its active version has it. */
export interface FileRow {
  readonly uuid: string;
  readonly version_uuid: string;
  readonly name: string;
  readonly extension: string;
  readonly mime_type: string;
  /** Bytes. */
  readonly size: number;
  readonly session_id: number;
  readonly versions: readonly FileVersionRow[];
  readonly created_at: Seconds;
  readonly created_by: number;
  readonly updated_at: Seconds;
  readonly updated_by: number;
  readonly deleted_at: Seconds | null;
  readonly deleted_by: number | null;
}

/** An upload that is under way. */
export interface UploadRow {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly mimeType: string;
  /** The file that it is a new version of. */
  readonly fileUuid: string | undefined;
  readonly parts: readonly Uint8Array[];
  readonly received: number;
  readonly step: number;
}

/** A tie between a file and an entity. */
export interface EntityFileRow {
  readonly id: number;
  readonly entity_type: EntityType;
  readonly entity_id: number;
  readonly file_uuid: string;
}
