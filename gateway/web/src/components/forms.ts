import type { InjectionKey } from 'vue'

/** What a form tells its fields. */
export interface Form {
  errorOf: (field: string) => string | undefined
  /** A field that shows its own errors says so. */
  announce: (field: string) => void
}

export const FORM: InjectionKey<Form> = Symbol('form')
