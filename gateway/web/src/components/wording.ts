/** Errors as a sentence for people. */
import { NoAnswer, Problem } from '@/api/problems'
import { i18n } from '@/i18n'

export function wordsFor(error: unknown): string {
  if (error instanceof Problem) return error.text
  if (error instanceof NoAnswer) return i18n.global.t('shell.no_answer')
  return error instanceof Error ? error.message : String(error ?? '')
}
