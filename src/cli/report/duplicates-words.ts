import type { PersonKey } from '../../people/values.js';
import type { Language } from './texts.js';

/** What the report of duplicates says. */
export interface DuplicatesWords {
  readonly title: string;
  readonly name: string;
  readonly stored: string;
  readonly created: string;
  readonly more: (groups: number) => string;
  readonly sum: (found: DuplicatesSum) => string;
}

/** What a report found. */
export interface DuplicatesSum {
  readonly of: 'contacts' | 'companies';
  readonly by: PersonKey;
  readonly read: number;
  readonly groups: number;
  readonly entities: number;
}

/** The words of each language. */
export const DUPLICATES_WORDS: Readonly<Record<Language, DuplicatesWords>> = {
  en: {
    title: 'Duplicates',
    name: 'Name',
    stored: 'As it is stored',
    created: 'Created',
    more: (groups) => `${groups} more groups; --json and --html have all of them.`,
    sum: ({ of, by, read, groups, entities }) =>
      groups === 0
        ? `No duplicates: none of ${read} ${of} shares ${by === 'phone' ? 'a phone' : 'an e-mail'} with another`
        : `${entities} of ${read} ${of} share ${by === 'phone' ? 'a phone' : 'an e-mail'} with others, in ${groups} ${groups === 1 ? 'group' : 'groups'}`,
  },
  pt: {
    title: 'Duplicados',
    name: 'Nome',
    stored: 'Como está salvo',
    created: 'Criado em',
    more: (groups) => `Mais ${groups} grupos; --json e --html trazem todos.`,
    sum: ({ of, by, read, groups, entities }) =>
      groups === 0
        ? `Sem duplicados: ${read} ${of === 'contacts' ? 'contatos' : 'empresas'} sem ${by === 'phone' ? 'telefone' : 'e-mail'} em comum`
        : `${entities} de ${read} ${of === 'contacts' ? 'contatos' : 'empresas'} têm ${by === 'phone' ? 'um telefone' : 'um e-mail'} em comum com outros, em ${groups} ${groups === 1 ? 'grupo' : 'grupos'}`,
  },
  es: {
    title: 'Duplicados',
    name: 'Nombre',
    stored: 'Como está guardado',
    created: 'Creado el',
    more: (groups) => `${groups} grupos más; --json y --html los tienen todos.`,
    sum: ({ of, by, read, groups, entities }) =>
      groups === 0
        ? `Sin duplicados: ${read} ${of === 'contacts' ? 'contactos' : 'empresas'} sin ${by === 'phone' ? 'teléfono' : 'correo'} en común`
        : `${entities} de ${read} ${of === 'contacts' ? 'contactos' : 'empresas'} comparten ${by === 'phone' ? 'un teléfono' : 'un correo'} con otros, en ${groups} ${groups === 1 ? 'grupo' : 'grupos'}`,
  },
};
