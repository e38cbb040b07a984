/** What a job came to, in words. */
export interface JobResult {
  rows?: number
  created?: number
  updated?: number
  unchanged?: number
  bad?: number
  ignored_headers?: string[]
  first_reasons?: string[]
  file?: { name: string }
}

export const OUTCOMES = ['created', 'updated', 'unchanged', 'bad'] as const

export function resultOf(result: JobResult, t: (key: string, words: Record<string, unknown>) => string): string {
  if (result.created === undefined) return result.rows === undefined ? '' : t('admin.job.rows', { count: result.rows })
  const counted = OUTCOMES.filter((each) => result[each])
  return counted.map((each) => t(`admin.job.outcomes.${each}`, { count: result[each] })).join(' · ')
}
