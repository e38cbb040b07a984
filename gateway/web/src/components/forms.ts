import type { InjectionKey } from 'vue'

/** What a form tells its fields. */
export interface Form {
  errorOf: (field: string) => string | undefined
  /** A field that shows its own errors says how it is called; a line's field is called otherwise once a line above is left out. */
  announce: (name: () => string) => void
  withdraw: (name: () => string) => void
}

export const FORM: InjectionKey<Form> = Symbol('form')
