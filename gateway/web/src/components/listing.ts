/** How a list is described: its columns, its filters. The address keeps what is filtered and how it is sorted. */
import type { RouteLocationRaw } from 'vue-router'
import type { Tone } from './StateTag.vue'

export interface Column<R> {
  /** Unique in the list; also the name of the slot `#cell-<name>` where a page draws the cell itself. */
  name: string
  title: string
  /** What stands in the cell. */
  text?: (row: R) => string | null | undefined
  /** A state: a word with a colour. */
  tag?: (row: R) => { text: string; tone?: Tone } | null
  /** Makes the cell a link. */
  to?: (row: R) => RouteLocationRaw | null
  /** Amounts and quantities stand at the right. */
  number?: boolean
  /** The name by which the service sorts; without it the column cannot be sorted. */
  sort?: string
  /** Shown only when somebody asks for it. */
  optional?: boolean
  /** On a narrow screen: the headline of the card, a line of it (default), or nothing. */
  narrow?: 'head' | 'line' | 'no'
}

export interface Choice {
  value: string
  text: string
}

export interface Filter {
  /** The service's name of the filter, and its name in the address. */
  name: string
  title: string
  /** `hidden`: comes with a link only, such as the customer whose documents are listed. */
  kind: 'text' | 'choice' | 'flag' | 'date' | 'number' | 'hidden'
  choices?: readonly Choice[]
  /** Shown at once; others under "more". */
  first?: boolean
}

/** `grade` as { grade: …, none: … } and a translation: the choices of a filter or of a field. */
export function choices(values: readonly string[], text: (value: string) => string): Choice[] {
  return values.map((value) => ({ value, text: text(value) }))
}
