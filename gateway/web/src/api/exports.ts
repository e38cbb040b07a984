/** Excel of a list, as a job: the same filter, the same rights, the same hidden fields. */
import { ref } from 'vue'
import { language } from '@/i18n'
import { newKey, send } from './client'
import { searchOf, type ListQuery } from './paging'
import type { Answer } from './types'

const POLL = 700
type JobSeen = Answer<'/api/v1/sales/system/jobs/{job_id}'>

/** `start('/api/v1/crm/customers', 'list_customers', query)` asks for the workbook and downloads it when it is ready. */
export function useExport() {
  const running = ref(false)
  const done = ref<number | null>(null)
  const error = ref<unknown>()

  async function start(path: string, operation: string, query: ListQuery): Promise<void> {
    if (running.value) return
    const system = `${path.split('/').slice(0, 4).join('/')}/system`
    running.value = true
    error.value = undefined
    done.value = null
    try {
      const job = await post(`${system}/exports`, { operation, query: given(query), language: language() === 'en' ? 'en' : 'zh' })
      await finished(`${system}/jobs/${job.id}`)
      download(`${system}/jobs/${job.id}/file`)
    } catch (failure) {
      error.value = failure
    } finally {
      running.value = false
    }
  }

  async function finished(address: string): Promise<void> {
    for (;;) {
      const job: JobSeen = await (await send(new Request(new URL(address, location.origin)))).json()
      done.value = job.progress
      if (job.state === 'done') return
      if (job.state === 'failed') throw new Error(job.error)
      await new Promise((resolve) => setTimeout(resolve, POLL))
    }
  }

  return { start, running, done, error }
}

async function post(address: string, body: unknown): Promise<JobSeen> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() }
  const request = new Request(new URL(address, location.origin), { method: 'POST', headers, body: JSON.stringify(body) })
  return (await send(request)).json()
}

/** The filter of the list as texts, as in an address. */
function given(query: ListQuery): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(searchOf(query)))
}

export function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
